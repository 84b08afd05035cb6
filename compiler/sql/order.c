/* A stable topological order: depth first along the given order, so that what is needed comes just before the first
 * that needs it and everything else stays where it was. With a stack of its own: a chain may be as long as the schema.
 */
#include "compiler/sql/planner.h"

typedef struct frame {
    size_t item;
    size_t next; /* the need to look at */
} frame;

enum { NOT_SEEN, ON_THE_WAY, DONE };

static void visit(const sql_index_list *needs, unsigned char *state, frame *stack, size_t start, size_t *order,
                  size_t *placed)
{
    size_t depth = 0;
    stack[depth++] = (frame){.item = start};
    state[start] = ON_THE_WAY;
    while (depth) {
        frame *top = &stack[depth - 1];
        if (top->next == needs[top->item].count) {
            state[top->item] = DONE;
            order[(*placed)++] = top->item;
            depth--;
            continue;
        }
        size_t need = needs[top->item].items[top->next++];
        if (state[need] == NOT_SEEN) {
            state[need] = ON_THE_WAY;
            stack[depth++] = (frame){.item = need};
        }
    }
}

void sql_topological(arena *a, const sql_index_list *needs, size_t count, size_t *order)
{
    unsigned char *state = ARENA_ARRAY(a, unsigned char, count + 1);
    frame *stack = ARENA_ARRAY(a, frame, count + 1);
    size_t placed = 0;
    for (size_t i = 0; i < count; i++)
        if (state[i] == NOT_SEEN)
            visit(needs, state, stack, i, order, &placed);
}
