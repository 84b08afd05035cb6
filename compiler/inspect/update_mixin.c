/* What mixins make: changed in the mixin where all its users wish the same, else overridden in the model, or left to be
 * written anew. */
#include "compiler/inspect/update.h"

#include "compiler/model/print.h"

/* What only some models have lost cannot be taken out of the mixin. */
static void leave_mixin(updater *u, const update_wish *wish, const update_node *model)
{
    str *reason = ARENA_NEW(u->memory, str);
    *reason =
        str_format(u->memory, "mixin \"%.*s\" makes what it no longer has", STR_ARGS(wish->origin->container->text));
    map_put(u->memory, &u->reasons, update_declaration_key(u->memory, model), reason);
}

/* The model's own field in the place of the mixin's. */
static void override_field(updater *u, const update_wish *wish, update_node *model)
{
    update_nodes own = update_elements(u->memory, model);
    writer out = writer_make(u->memory);
    print_declared_name(wish->origin->node->text, &out);
    writer_text(&out, ": ");
    writer_str(&out, wish->text);
    writer_text(&out, " override");
    const update_node *first = own.count ? &own.items[0] : NULL;
    const update_node *anchor = first && first->node->kind == AST_FIELD ? first : NULL;
    update_line(u->memory, model, anchor, false, writer_result(&out));
}

static void grant(updater *u, update_wish *wish)
{
    const update_node *origin = wish->origin;
    const size_t *users = map_get(&u->users, update_origin_key(u->memory, origin->node->span));
    bool all = !wish->differs && users && *users == wish->count;
    if (all && wish->text.len)
        update_field(u->memory, origin, wish->text);
    else if (all)
        update_cut(u->memory, origin->file, origin->node->span);
    for (size_t i = 0; !all && i < wish->models.count; i++) {
        if (wish->text.len)
            override_field(u, wish, wish->models.items[i]);
        else
            leave_mixin(u, wish, wish->models.items[i]);
    }
}

void update_mixins(updater *u)
{
    MAP_EACH (&u->wishes, entry)
        grant(u, entry->value);
}
