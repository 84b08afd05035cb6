/* What becomes of enums in a successor. */
#include "tests/support/generate_internal.h"

static model_enum *some_enum(generator *g)
{
    size_t wanted = generate_below(g, g->schema->enums.live);
    MAP_EACH (&g->schema->enums, entry)
        if (wanted-- == 0)
            return entry->value;
    return NULL;
}

void generate_edit_add_enum(generator *g)
{
    generate_enum(g);
}

void generate_edit_drop_enum(generator *g)
{
    const model_enum *of = some_enum(g);
    if (!of)
        return;
    str name = of->name;
    MAP_EACH (&g->schema->tables, entry) {
        model_table *table = entry->value;
        for (size_t i = 0; i < table->columns.count; i++) {
            const model_column *column = table->columns.items[i];
            if (column->type.kind != TYPE_ENUM || !str_eq(column->type.enum_name, name))
                continue;
            if (generate_plain_columns(table) < 2)
                return;
            generate_drop_column(g->schema, table, column->name);
            i = (size_t)-1;
        }
    }
    map_remove(&g->schema->enums, name);
}

void generate_edit_enum(generator *g)
{
    model_enum *of = some_enum(g);
    if (!of)
        return;
    if (generate_chance(g, 50))
        generate_rename_enum(g, of, generate_global_name(g));
    if (generate_chance(g, 50))
        of->type_name = generate_database_name(g, str_snake_case(g->memory, of->name));
    if (generate_chance(g, 30))
        of->storage = (model_storage)generate_below(g, 3);
    generate_place_enum(g, of);
}

void generate_edit_add_member(generator *g)
{
    model_enum *of = some_enum(g);
    if (of)
        generate_member_add(g, of, generate_below(g, of->members.count + 1));
}

void generate_edit_drop_member(generator *g)
{
    model_enum *of = some_enum(g);
    if (!of || of->members.count < 2)
        return;
    size_t index = generate_below(g, of->members.count);
    if (of->members.items[index].title.len)
        return;
    str heir = of->members.items[index ? 0 : 1].name;
    VEC_EACH (const model_member, &of->members, kept)
        if (of->members.items[index ? 0 : 1].retired && kept->title.len)
            heir = kept->name;
    generate_replace_member(g, of, of->members.items[index].name, heir);
    for (size_t i = index + 1; i < of->members.count; i++)
        of->members.items[i - 1] = of->members.items[i];
    of->members.count--;
    VEC_EACH (model_member, &of->members, member)
        if (!model_find_member(of, member->fallback))
            member->fallback = (str){0};
}

void generate_edit_rename_member(generator *g)
{
    model_enum *of = some_enum(g);
    if (!of || of->members.count == 0)
        return;
    model_member *member = &of->members.items[generate_below(g, of->members.count)];
    str name = str_format(g->memory, "renamed%zu", ++g->counter);
    if (generate_chance(g, 70) && generate_claim(g, "member", of, name))
        generate_rename_member(g, of, member, name);
    if (generate_chance(g, 50) && generate_claim(g, "label", of, member->name))
        member->label = member->name;
}

void generate_edit_swap_members(generator *g)
{
    model_enum *of = some_enum(g);
    if (!of || of->members.count < 2)
        return;
    size_t first = generate_below(g, of->members.count);
    size_t second = generate_below(g, of->members.count);
    model_member member = of->members.items[first];
    of->members.items[first] = of->members.items[second];
    of->members.items[second] = member;
}

void generate_edit_retire_member(generator *g)
{
    model_enum *of = some_enum(g);
    model_member *member = of ? &of->members.items[generate_below(g, of->members.count)] : NULL;
    if (!member || member->title.len)
        return;
    member->retired = !member->retired;
    VEC_EACH (const model_member, &of->members, kept)
        if (member->retired && kept->title.len)
            generate_replace_member(g, of, member->name, kept->name);
}

void generate_edit_fallback(generator *g)
{
    model_enum *of = some_enum(g);
    model_member *member = of ? &of->members.items[generate_below(g, of->members.count)] : NULL;
    if (!member || member->title.len)
        return;
    VEC_EACH (const model_member, &of->members, kept)
        if (kept->title.len)
            member->fallback = member->fallback.len ? (str){0} : kept->name;
}
