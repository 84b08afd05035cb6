/* The way back of a new label. Rows may hold it by then, and no database can take a label away from them: the schema
 * has to say what they get instead (`fallback`), or there is no way back. */
#include "compiler/sql/planner.h"

/* The columns that hold an enum on both sides, by the enum's old name. */
static map used_enums(const sql_planner *p)
{
    map used = {0};
    VEC_EACH (sql_table_delta *, &p->delta->tables, table) {
        if (!(*table)->listed || !(*table)->old_table || !(*table)->new_table)
            continue;
        VEC_EACH (sql_column_delta *, &(*table)->columns, it) {
            const sql_column_delta *item = *it;
            bool stays = item->old_column && item->new_column && item->old_column->type.kind == TYPE_ENUM &&
                         item->new_column->type.kind == TYPE_ENUM;
            if (stays)
                map_put(p->memory, &used, item->old_column->type.enum_name, *it);
        }
    }
    return used;
}

static const model_member *lost_member(const sql_enum_delta *item)
{
    for (size_t i = 0; item->new_members && i < item->old_enum->members.count; i++)
        if (!sql_member_after(item, i, NULL))
            return &item->old_enum->members.items[i];
    return NULL;
}

void sql_check_fallbacks(sql_planner *p)
{
    map used = used_enums(p);
    VEC_EACH (sql_enum_delta *, &p->delta->enums, it) {
        const sql_enum_delta *item = *it;
        if (!item->old_enum || !item->new_enum || !map_has(&used, item->old_enum->name))
            continue;
        const model_member *lost = lost_member(item);
        if (!lost)
            continue;
        p->plan->irreversible = true;
        p->plan->why_irreversible = str_format(p->memory, "enum member %.*s.%.*s has no fallback",
                                               STR_ARGS(item->old_enum->name), STR_ARGS(lost->name));
    }
}
