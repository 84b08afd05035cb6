/* schemac help. */
#include "compiler/cli/cli.h"

exit_status verb_help(cli *c)
{
    if (c->arguments.count == 0) {
        options_help_all(c);
        return EXIT_OK;
    }
    str topic = c->arguments.items[0];
    if (str_eq(topic, STR("settings"))) {
        options_help_settings(c);
        return EXIT_OK;
    }
    for (const verb_info *v = c->verbs; v->name; v++)
        if (str_eq(str_from(v->name), topic)) {
            options_help(c, v);
            return EXIT_OK;
        }
    return fail(c, EXIT_USAGE, "there is no verb \"%.*s\"; see `schemac help`", STR_ARGS(topic));
}
