/* Every form of the language, of changes and of project files, with the tree that it gives. */
#include "tests/unit/syntax/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

typedef struct parser_row {
    parser_start start;
    const char *text;
    const char *tree;
} parser_row;

static const parser_row ROWS[] = {
    {PARSER_SCHEMA, "package shop", "(file (package \"shop\"))"},
    {PARSER_SCHEMA, "import \"a\\\\b.schema\"", "(file (import \"a\\\\b.schema\"))"},
    {PARSER_SCHEMA, "enum Role { }", "(file (enum \"Role\"))"},
    {PARSER_SCHEMA,
     "enum Role type role stored as smallint in s was Old { A = \"a\" title \"T\" was B C retire title in }",
     "(file (enum \"Role\" (type_name \"role\") (stored_as \"smallint\") (in_schema \"s\") (was \"Old\") "
     "(member \"A\" (stored \"a\") (title \"T\") (was \"B\")) (member \"C\" (retire)) (member \"title\") "
     "(member \"in\")))"},
    {PARSER_SCHEMA, "mixin M { a: int }", "(file (mixin \"M\" (field \"a\" (type \"int\"))))"},
    {PARSER_SCHEMA, "mixin M(a: bool = false, b: name = none, c: int) : X, Y(p: 1) { }",
     "(file (mixin \"M\" (param \"a\" (param_type \"bool\") (bool \"false\")) (param \"b\" (param_type "
     "\"name\") (name_expr \"none\")) (param \"c\" (param_type \"int\")) (use \"X\") (use \"Y\" (arg \"p\" "
     "(number \"1\")))))"},
    {PARSER_SCHEMA, "model A { }", "(file (model \"A\"))"},
    {PARSER_SCHEMA, "model A table b in c: M(x: true), N unmanaged no code was D { id: int }",
     "(file (model \"A\" (table \"b\") (in_schema \"c\") (use \"M\" (arg \"x\" (bool \"true\"))) (use \"N\") "
     "(unmanaged) (no_code) (was \"D\") (field \"id\" (type \"int\"))))"},
    {PARSER_SCHEMA, "model A unmanaged : M { }", "(file (model \"A\" (unmanaged) (use \"M\")))"},
    {PARSER_SCHEMA, "model A no code: M { }", "(file (model \"A\" (no_code) (use \"M\")))"},
    {PARSER_SCHEMA, "model code: M { }", "(file (model \"code\" (use \"M\")))"},
    {PARSER_SCHEMA, "/// one\n///  two  \n// not\nmodel A {\n /// f\n a: int\n /// i\n index (a)\n}",
     "(file (model \"A\" doc \"one\\n two\" (field \"a\" doc \"f\" (type \"int\")) (index doc \"i\" "
     "(key_list (key (name_expr \"a\"))))))"},
    {PARSER_SCHEMA,
     "model A { index: int unique: text check: text primary: int `a b`: int type: T[][]? null: bool not: int "
     "}",
     "(file (model \"A\" (field \"index\" (type \"int\")) (field \"unique\" (type \"text\")) (field "
     "\"check\" (type \"text\")) (field \"primary\" (type \"int\")) (field \"a b\" quoted (type \"int\")) "
     "(field \"type\" (type \"T\" nullable 2)) (field \"null\" (type \"bool\")) (field \"not\" (type "
     "\"int\"))))"},
    {PARSER_SCHEMA,
     "model A { a: decimal(10, 2)? b: sql(\"x\") c: sql(postgresql: \"x\", sqlite: \"y\")? d: varbit(3)[] }",
     "(file (model \"A\" (field \"a\" (type \"decimal\" nullable (number \"10\") (number \"2\"))) (field "
     "\"b\" (type \"sql\" (native \"x\"))) (field \"c\" (type \"sql\" nullable (native \"x\" (dialect "
     "\"postgresql\")) (native \"y\" (dialect \"sqlite\")))) (field \"d\" (type \"varbit\" 1 (number "
     "\"3\")))))"},
    {PARSER_SCHEMA,
     "model A { a: int primary key auto b: int primary key named p auto always (start 100 increment 10) "
     "primary key (a, b) primary key named x (a) include (b) }",
     "(file (model \"A\" (field \"a\" (type \"int\") (attr_primary_key) (attr_auto)) (field \"b\" (type "
     "\"int\") (attr_primary_key (named \"p\")) (attr_auto always (option \"start\" (number \"100\")) "
     "(option \"increment\" (number \"10\")))) (primary_key (column_list (name \"a\") (name \"b\"))) "
     "(primary_key (named \"x\") (column_list (name \"a\")) (include (name \"b\")))))"},
    {PARSER_SCHEMA,
     "model A { a: int unique unique (a) unique u (a) b: int unique named n unique if p index index (a) "
     "index i (a) c: int index if p named n }",
     "(file (model \"A\" (field \"a\" (type \"int\") (attr_unique)) (unique (key_list (key (name_expr "
     "\"a\")))) (unique \"u\" (key_list (key (name_expr \"a\")))) (field \"b\" (type \"int\") (attr_unique "
     "(named \"n\")) (attr_unique (if \"p\")) (attr_index)) (index (key_list (key (name_expr \"a\")))) "
     "(index \"i\" (key_list (key (name_expr \"a\")))) (field \"c\" (type \"int\") (attr_index (if \"p\") "
     "(named \"n\")))))"},
    {PARSER_SCHEMA,
     "model A { a: int null if p null = 1 init 2 version on update now() title \"t\" secret override was b "
     "column c collate \"C\" storage plain compression lz4 back d named e using (a) }",
     "(file (model \"A\" (field \"a\" (type \"int\") (attr_null (if \"p\")) (attr_null) (attr_default "
     "(number \"1\")) (attr_init (number \"2\")) (attr_version) (attr_on_update_set (call \"now\")) "
     "(attr_title \"t\") (attr_secret) (attr_override) (attr_was \"b\") (attr_column \"c\") (attr_collate "
     "\"C\") (attr_storage \"plain\") (attr_compression \"lz4\") (attr_back \"d\") (attr_named \"e\") "
     "(attr_using (name_expr \"a\")))))"},
    {PARSER_SCHEMA, "model A { a: int generated (b) b: int generated (c) stored c: int generated (d) virtual }",
     "(file (model \"A\" (field \"a\" (type \"int\") (attr_generated (name_expr \"b\"))) (field \"b\" (type "
     "\"int\") (attr_generated \"stored\" (name_expr \"c\"))) (field \"c\" (type \"int\") (attr_generated "
     "\"virtual\" (name_expr \"d\")))))"},
    {PARSER_SCHEMA,
     "model A { a: ref B b: ref B? (x, y) on delete set null on update cascade deferrable not valid c: ref B "
     "on delete no action deferrable initially deferred d: many C through e back f }",
     "(file (model \"A\" (field \"a\" (ref \"B\")) (field \"b\" (ref \"B\" nullable (column_list (name "
     "\"x\") (name \"y\"))) (attr_on_delete \"set null\") (attr_on_update \"cascade\") (attr_deferrable) "
     "(attr_not_valid)) (field \"c\" (ref \"B\") (attr_on_delete \"no action\") (attr_deferrable "
     "initially_deferred)) (field \"d\" (many \"C\" (through \"e\")) (attr_back \"f\"))))"},
    {PARSER_SCHEMA,
     "model A { check (a) a: int check (a) check (b) named n not valid check c (a) not valid index (a) check "
     "(d) named e }",
     "(file (model \"A\" (check (name_expr \"a\")) (field \"a\" (type \"int\") (attr_check (name_expr "
     "\"a\")) (attr_check (name_expr \"b\") (named \"n\") (not_valid))) (check \"c\" (name_expr \"a\") "
     "(not_valid)) (index (key_list (key (name_expr \"a\")))) (check \"e\" (name_expr \"d\"))))"},
    {PARSER_SCHEMA, "model A { a: text = \"x\" collate \"C\" b: text = 1 = 2 c: bool = not valid not valid }",
     "(file (model \"A\" (field \"a\" (type \"text\") (attr_default (collate \"C\" (string \"x\")))) (field "
     "\"b\" (type \"text\") (attr_default (binary \"=\" (number \"1\") (number \"2\")))) (field \"c\" (type "
     "\"bool\") (attr_default (unary \"not\" (name_expr \"valid\"))) (attr_not_valid))))"},
    {PARSER_SCHEMA,
     "model A { foreign key (a) references B foreign key f (a, b) references B (c, d) on delete restrict on "
     "update set default deferrable initially deferred not valid }",
     "(file (model \"A\" (foreign_key (column_list (name \"a\")) (references \"B\")) (foreign_key \"f\" "
     "(column_list (name \"a\") (name \"b\")) (references \"B\" (column_list (name \"c\") (name \"d\"))) "
     "(attr_on_delete \"restrict\") (attr_on_update \"set default\") (attr_deferrable initially_deferred) "
     "(attr_not_valid))))"},
    {PARSER_SCHEMA, "model A { primary key (a) on conflict replace unique (b) on conflict ignore }",
     "(file (model \"A\" (primary_key (column_list (name \"a\")) (on_conflict \"replace\")) (unique (key_list (key "
     "(name_expr \"b\"))) (on_conflict \"ignore\"))))"},
    {PARSER_SCHEMA,
     "model A { a: text not null on conflict fail = \"x\" primary key (a collate \"C\" desc, b asc) unique "
     "(b desc) as constraint }",
     "(file (model \"A\" (field \"a\" (type \"text\") (attr_not_null (on_conflict \"fail\")) (attr_default (string "
     "\"x\"))) (primary_key (column_list (name \"a\" desc (attr_collate \"C\")) (name \"b\" asc))) (unique (key_list "
     "(key "
     "desc (name_expr \"b\"))) (as_constraint))))"},
    {PARSER_SCHEMA,
     "model A { unique (a, lower(b)) as index using gin include (c) where (d) nulls not distinct with (x = "
     "1, y = on, z \"s\", w) concurrently }",
     "(file (model \"A\" (unique (key_list (key (name_expr \"a\")) (key (call \"lower\" (name_expr \"b\")))) "
     "(as_index) (using \"gin\") (include (name \"c\")) (where (name_expr \"d\")) (nulls_not_distinct) (with "
     "(option \"x\" (number \"1\")) (option \"y\" (name_expr \"on\")) (option \"z\" (string \"s\")) (option "
     "\"w\")) (concurrently))))"},
    {PARSER_SCHEMA,
     "model A { index (a asc nulls first, b desc, c collate \"C\" opc desc nulls last, null, true, case, "
     "not, desc) }",
     "(file (model \"A\" (index (key_list (key asc nulls_first (name_expr \"a\")) (key desc (name_expr "
     "\"b\")) (key \"opc\" desc nulls_last (name_expr \"c\") (attr_collate \"C\")) (key (name_expr "
     "\"null\")) (key (name_expr \"true\")) (key (name_expr \"case\")) (key (name_expr \"not\")) (key "
     "(name_expr \"desc\"))))))"},
    {PARSER_SCHEMA, "model A { exclude using gist (a with =, b with &&) exclude e using gist (c with <>) where (d) }",
     "(file (model \"A\" (exclude (using \"gist\") (exclude_key \"=\" (key (name_expr \"a\"))) (exclude_key "
     "\"&&\" (key (name_expr \"b\")))) (exclude \"e\" (using \"gist\") (exclude_key \"<>\" (key (name_expr "
     "\"c\"))) (where (name_expr \"d\")))))"},
    {PARSER_SCHEMA,
     "model A { partition by list (a) partition p for values in (1, 2) partition q default partition r for "
     "values \"x\" storage (fillfactor = 70) unlogged strict without rowid }",
     "(file (model \"A\" (partition_by \"list\" (key_list (key (name_expr \"a\")))) (partition \"p\" (body "
     "\"for values in (1, 2)\")) (partition \"q\" (body \"default\")) (partition \"r\" (body \"x\")) "
     "(storage (option \"fillfactor\" (number \"70\"))) (unlogged) (strict) (without_rowid)))"},
    {PARSER_SCHEMA, "model A { for postgresql { a: int index (a) } drop b drop index c drop d e: int }",
     "(file (model \"A\" (for \"postgresql\" (field \"a\" (type \"int\")) (index (key_list (key (name_expr "
     "\"a\"))))) (drop \"b\") (drop \"c\" (dropped_kind \"index\")) (drop \"d\") (field \"e\" (type "
     "\"int\"))))"},
    {PARSER_SCHEMA, "view V materialized columns from M after A, B in s table t was W \"SELECT\"",
     "(file (view \"V\" (materialized) (columns_from \"M\") (after (name \"A\") (name \"B\")) (in_schema "
     "\"s\") (table \"t\") (was \"W\") (body \"SELECT\")))"},
    {PARSER_SCHEMA,
     "query q \"S\" query q() \"S\" query q(a: int, b: text? = \"x\") : many M \"S\" query q : one { a: int, "
     "b: text? } \"S\" query q : exec \"S\"",
     "(file (query \"q\" (body \"S\")) (query \"q\" (body \"S\")) (query \"q\" (param \"a\" (type \"int\")) "
     "(param \"b\" (type \"text\" nullable) (string \"x\")) (result \"many\" (name \"M\")) (body \"S\")) "
     "(query \"q\" (result \"one\" (result_column \"a\" (type \"int\")) (result_column \"b\" (type \"text\" "
     "nullable))) (body \"S\")) (query \"q\" (result \"exec\") (body \"S\")))"},
    {PARSER_SCHEMA, "extension x extension \"a-b\" in s sequence s in t (start 1) schema z",
     "(file (extension \"x\") (extension \"a-b\" (in_schema \"s\")) (sequence \"s\" (in_schema \"t\") "
     "(option \"start\" (number \"1\"))) (schema \"z\"))"},
    {PARSER_SCHEMA,
     "function f for postgresql after a, b up \"u\" down \"\"\"d\"\"\" procedure p up \"u\" trigger t up "
     "\"u\" policy p up \"u\" raw r for sqlite up \"u\"",
     "(file (function \"f\" (dialect \"postgresql\") (after (name \"a\") (name \"b\")) (body \"u\") (down "
     "\"d\" raw)) (procedure \"p\" (body \"u\")) (trigger \"t\" (body \"u\")) (policy \"p\" (body \"u\")) "
     "(raw \"r\" (dialect \"sqlite\") (body \"u\")))"},
    {PARSER_SCHEMA, "data D key (a, b) { { a: 1, b: \"x\" } { a: -1, b: null } }",
     "(file (data \"D\" (column_list (name \"a\") (name \"b\")) (row (cell \"a\" (number \"1\")) (cell \"b\" "
     "(string \"x\"))) (row (cell \"a\" (unary \"-\" (number \"1\"))) (cell \"b\" (null)))))"},
    {PARSER_SCHEMA, "for sqlite { model A { } enum B { } } drop X drop model Y",
     "(file (for \"sqlite\" (model \"A\") (enum \"B\")) (drop \"X\") (drop \"Y\" (dropped_kind \"model\")))"},
    {PARSER_EXPRESSION, "a or b and not c = d",
     "(binary \"or\" (name_expr \"a\") (binary \"and\" (name_expr \"b\") (unary \"not\" (binary \"=\" "
     "(name_expr \"c\") (name_expr \"d\")))))"},
    {PARSER_EXPRESSION, "not a = b", "(unary \"not\" (binary \"=\" (name_expr \"a\") (name_expr \"b\")))"},
    {PARSER_EXPRESSION, "a + b * -c",
     "(binary \"+\" (name_expr \"a\") (binary \"*\" (name_expr \"b\") (unary \"-\" (name_expr \"c\"))))"},
    {PARSER_EXPRESSION, "-a::int", "(unary \"-\" (cast (name_expr \"a\") (type \"int\")))"},
    {PARSER_EXPRESSION, "a || b -> c = d",
     "(binary \"=\" (binary \"->\" (binary \"||\" (name_expr \"a\") (name_expr \"b\")) (name_expr \"c\")) "
     "(name_expr \"d\"))"},
    {PARSER_EXPRESSION, "a = b in (1, 2)",
     "(binary \"=\" (name_expr \"a\") (in (name_expr \"b\") (number \"1\") (number \"2\")))"},
    {PARSER_EXPRESSION, "a not in (1) and b not between 1 and 2 and c not like \"x\"",
     "(binary \"and\" (binary \"and\" (in not (name_expr \"a\") (number \"1\")) (between not (name_expr "
     "\"b\") (number \"1\") (number \"2\"))) (binary \"like\" not (name_expr \"c\") (string \"x\")))"},
    {PARSER_EXPRESSION, "a between 1 and 2 or b",
     "(binary \"or\" (between (name_expr \"a\") (number \"1\") (number \"2\")) (name_expr \"b\"))"},
    {PARSER_EXPRESSION, "a is not null", "(is \"null\" not (name_expr \"a\"))"},
    {PARSER_EXPRESSION, "a is distinct from b + 1",
     "(is \"distinct\" (name_expr \"a\") (binary \"+\" (name_expr \"b\") (number \"1\")))"},
    {PARSER_EXPRESSION, "a is not distinct from b and c is unknown",
     "(binary \"and\" (is \"distinct\" not (name_expr \"a\") (name_expr \"b\")) (is \"unknown\" (name_expr "
     "\"c\")))"},
    {PARSER_EXPRESSION, "a = any (b) and c <> all (array[1, 2]) and d like any (e)",
     "(binary \"and\" (binary \"and\" (quantified \"=\" (name_expr \"a\") (name_expr \"b\")) (quantified "
     "\"<>\" all (name_expr \"c\") (array (number \"1\") (number \"2\")))) (quantified \"like\" (name_expr "
     "\"d\") (name_expr \"e\")))"},
    {PARSER_EXPRESSION, "cast(a as varchar(3)[])::text collate \"C\"",
     "(collate \"C\" (cast (cast (name_expr \"a\") (type \"varchar\" 1 (number \"3\"))) (type \"text\")))"},
    {PARSER_EXPRESSION, "array[]::int[]", "(cast (array) (type \"int\" 1))"},
    {PARSER_EXPRESSION, "(a)[1][b]", "(subscript (subscript (name_expr \"a\") (number \"1\")) (name_expr \"b\"))"},
    {PARSER_EXPRESSION, "count(*) + count(distinct a, b) + now() + s.f(x) + `S`.`f`(x)",
     "(binary \"+\" (binary \"+\" (binary \"+\" (binary \"+\" (call \"count\" (star)) (call \"count\" "
     "distinct (name_expr \"a\") (name_expr \"b\"))) (call \"now\")) (call \"s.f\" (name_expr \"x\"))) (call "
     "\"S.f\" quoted (name_expr \"x\")))"},
    {PARSER_EXPRESSION, "case a when 1 then 2 else 3 end",
     "(case (name_expr \"a\") (when (number \"1\") (number \"2\")) (else (number \"3\")))"},
    {PARSER_EXPRESSION, "case when a then b end", "(case (when (name_expr \"a\") (name_expr \"b\")))"},
    {PARSER_EXPRESSION, "sql(\"x\") = sql(postgresql: \"a\", sqlite: \"b\")",
     "(binary \"=\" (sql \"x\") (sql (native \"a\" (dialect \"postgresql\")) (native \"b\" (dialect "
     "\"sqlite\"))))"},
    {PARSER_EXPRESSION, "interval \"1 day\" + date \"x\"",
     "(binary \"+\" (cast (string \"1 day\") (type \"interval\")) (cast (string \"x\") (type \"date\")))"},
    {PARSER_EXPRESSION, "a.b.c ? \"k\"", "(binary \"?\" (name_expr \"a\" (name \"b\") (name \"c\")) (string \"k\"))"},
    {PARSER_EXPRESSION, "a similar to b and c not similar to d",
     "(binary \"and\" (binary \"similar\" (name_expr \"a\") (name_expr \"b\")) (binary \"similar\" not "
     "(name_expr \"c\") (name_expr \"d\")))"},
    {PARSER_EXPRESSION, "~a ~ b and c !~* d",
     "(binary \"and\" (binary \"~\" (unary \"~\" (name_expr \"a\")) (name_expr \"b\")) (binary \"!~*\" "
     "(name_expr \"c\") (name_expr \"d\")))"},
    {PARSER_EXPRESSION, "title(x) = version() and version = title and any = all and sql = cast",
     "(binary \"and\" (binary \"and\" (binary \"and\" (binary \"=\" (call \"title\" (name_expr \"x\")) (call "
     "\"version\")) (binary \"=\" (name_expr \"version\") (name_expr \"title\"))) (binary \"=\" (name_expr "
     "\"any\") (name_expr \"all\"))) (binary \"=\" (name_expr \"sql\") (name_expr \"cast\")))"},
    {PARSER_EXPRESSION, "current_date - 1 % 2 / 3",
     "(binary \"-\" (name_expr \"current_date\") (binary \"/\" (binary \"%\" (number \"1\") (number \"2\")) "
     "(number \"3\")))"},
    {PARSER_CHANGES,
     "/// Who may do what.\nadd enum Role type role in s stored as text { USER = \"u\" title \"x\" ADMIN "
     "retire }\ndrop enum Old { A B }\n/// People.\nadd model User table users {\n    /// key\n    id: "
     "bigint primary key auto (start 100 increment 10)\n    name: varchar(20)? = \"x\" collate \"C\"\n    "
     "check ok (name <> \"\" and id > 0)\n    unique uq (id, name)\n    foreign key fk (id) references B "
     "(id) on delete set null on update no action deferrable initially deferred\n}\nrename model Item to "
     "Product\nrename model Item table items to Product table products\nrename enum A type a to B type "
     "b\nalter model Product {\n    add description2: text?\n    drop old: text?\n    /// old doc\n    alter "
     "price: decimal(10,2) = 0 to\n    /// new doc\n    price: decimal(12,2) = 0 using (price::text || "
     "\"x\")\n    rename field name to title\n    rename field name column n to title column t\n    add "
     "check stock_ok (stock >= 0)\n    drop index popular (rating desc) where (is_active)\n    add unique uq "
     "(a, lower(b)) as index\n    add primary key named x (a, b)\n    add foreign key f (a) references B "
     "(id) on delete cascade not valid\n    add exclude ex using gist (room with =, during with &&) where (x "
     "is not null)\n    rename index a to b\n    rename constraint a to b\n    alter table products in shop "
     "storage (fillfactor = 70) unlogged to table products\n    add for postgresql { index i (a) using gin "
     "}\n}\nalter enum Role {\n    add GUEST before ADMIN\n    drop GUEST before ADMIN\n    add X\n    "
     "rename member USER to CLIENT\n    rename member A = \"a\" to B = \"b\"\n    alter ADMIN = \"a\" to "
     "ADMIN = \"b\" retire\n    alter type role in s stored as type to type role2 stored as text\n    "
     "reorder (A B C) to (C B A)\n}\n",
     "(changes (add (enum \"Role\" doc \"Who may do what.\" (type_name \"role\") (in_schema \"s\") "
     "(stored_as \"text\") (member \"USER\" (stored \"u\") (title \"x\")) (member \"ADMIN\" (retire)))) "
     "(remove (enum \"Old\" (member \"A\") (member \"B\"))) (add (model \"User\" doc \"People.\" (table "
     "\"users\") (field \"id\" doc \"key\" (type \"bigint\") (attr_primary_key) (attr_auto (option \"start\" "
     "(number \"100\")) (option \"increment\" (number \"10\")))) (field \"name\" (type \"varchar\" nullable "
     "(number \"20\")) (attr_default (collate \"C\" (string \"x\")))) (check \"ok\" (binary \"and\" (binary "
     "\"<>\" (name_expr \"name\") (string)) (binary \">\" (name_expr \"id\") (number \"0\")))) (unique "
     "\"uq\" (key_list (key (name_expr \"id\")) (key (name_expr \"name\")))) (foreign_key \"fk\" "
     "(column_list (name \"id\")) (references \"B\" (column_list (name \"id\"))) (attr_on_delete \"set "
     "null\") (attr_on_update \"no action\") (attr_deferrable initially_deferred)))) (rename \"model\" (name "
     "\"Item\") (name \"Product\")) (rename \"model\" (name \"Item\") (table \"items\") (name \"Product\") "
     "(table \"products\")) (rename \"enum\" (name \"A\") (type_name \"a\") (name \"B\") (type_name \"b\")) "
     "(alter \"model\" (name \"Product\") (add (field \"description2\" (type \"text\" nullable))) (remove "
     "(field \"old\" (type \"text\" nullable))) (replace (field \"price\" doc \"old doc\" (type \"decimal\" "
     "(number \"10\") (number \"2\")) (attr_default (number \"0\"))) (field \"price\" doc \"new doc\" (type "
     "\"decimal\" (number \"12\") (number \"2\")) (attr_default (number \"0\")) (attr_using (binary \"||\" "
     "(cast (name_expr \"price\") (type \"text\")) (string \"x\"))))) (rename \"field\" (name \"name\") "
     "(name \"title\")) (rename \"field\" (name \"name\") (attr_column \"n\") (name \"title\") (attr_column "
     "\"t\")) (add (check \"stock_ok\" (binary \">=\" (name_expr \"stock\") (number \"0\")))) (remove (index "
     "\"popular\" (key_list (key desc (name_expr \"rating\"))) (where (name_expr \"is_active\")))) (add "
     "(unique \"uq\" (key_list (key (name_expr \"a\")) (key (call \"lower\" (name_expr \"b\")))) "
     "(as_index))) (add (primary_key (named \"x\") (column_list (name \"a\") (name \"b\")))) (add "
     "(foreign_key \"f\" (column_list (name \"a\")) (references \"B\" (column_list (name \"id\"))) "
     "(attr_on_delete \"cascade\") (attr_not_valid))) (add (exclude \"ex\" (using \"gist\") (exclude_key "
     "\"=\" (key (name_expr \"room\"))) (exclude_key \"&&\" (key (name_expr \"during\"))) (where (is "
     "\"null\" not (name_expr \"x\"))))) (rename \"index\" (name \"a\") (name \"b\")) (rename \"constraint\" "
     "(name \"a\") (name \"b\")) (replace (table_options \"products\" (in_schema \"shop\") (storage (option "
     "\"fillfactor\" (number \"70\"))) (unlogged)) (table_options \"products\")) (add (for \"postgresql\" "
     "(index \"i\" (key_list (key (name_expr \"a\"))) (using \"gin\"))))) (alter \"enum\" (name \"Role\") "
     "(add (member \"GUEST\") (position \"before\" (name \"ADMIN\"))) (remove (member \"GUEST\") (position "
     "\"before\" (name \"ADMIN\"))) (add (member \"X\")) (rename \"member\" (name \"USER\") (name "
     "\"CLIENT\")) (rename \"member\" (name \"A\") (stored \"a\") (name \"B\") (stored \"b\")) (replace "
     "(member \"ADMIN\" (stored \"a\")) (member \"ADMIN\" (stored \"b\") (retire))) (replace (enum_options "
     "\"role\" (in_schema \"s\") (stored_as \"type\")) (enum_options \"role2\" (stored_as \"text\"))) "
     "(reorder (column_list (name \"A\") (name \"B\") (name \"C\")) (column_list (name \"C\") (name \"B\") "
     "(name \"A\")))))"},
    {PARSER_CHANGES,
     "/// d\nadd model A { }\nalter model B {\n /// e\n add a: int\n /// o\n alter a: int to\n /// n\n a: "
     "text\n}",
     "(changes (add (model \"A\" doc \"d\")) (alter \"model\" (name \"B\") (add (field \"a\" doc \"e\" (type "
     "\"int\"))) (replace (field \"a\" doc \"o\" (type \"int\")) (field \"a\" doc \"n\" (type \"text\")))))"},
    {PARSER_PROJECT,
     "project p {\n a \"x\" 1 -2 true\n b c d\n e env(\"V\") or \"w\"\n f g { h \"i\" j 1 }\n k env(\"V\")\n "
     "l\n}",
     "(project \"p\" (setting \"a\" (string \"x\") (number \"1\") (unary \"-\" (number \"2\")) (bool "
     "\"true\")) (setting \"b\" (name \"c\") (name \"d\")) (setting \"e\" (env \"V\" (string \"w\"))) "
     "(setting \"f\" (name \"g\") (setting \"h\" (string \"i\")) (setting \"j\" (number \"1\"))) (setting "
     "\"k\" (env \"V\")) (setting \"l\"))"},
};

static void each_form_gives_its_tree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        reading r;
        reading_begin(&r, str_from(ROWS[i].text), ROWS[i].start);
        if (r.diagnostics.items.count > 0)
            print_error("%s\n%s\n", ROWS[i].text, reading_report(&r).ptr);
        assert_string_equal(reading_tree(&r).ptr, ROWS[i].tree);
        assert_int_equal(r.diagnostics.items.count, 0);
        reading_end(&r);
    }
}

/* A wrong tree must be noticed: the comparison above sees kind, text, flags and order. */
static void trees_that_differ_are_told_apart(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"model A { a: int }", "model A { a: int? }"},
        {"model A { a: int[] }", "model A { a: int[][] }"},
        {"model A { a: int b: int }", "model A { b: int a: int }"},
        {"model A { index (a) }", "model A { index (a desc) }"},
        {"model A {\n /// x\n a: int }", "model A { a: int }"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        reading a, b;
        reading_begin(&a, str_from(pairs[i][0]), PARSER_SCHEMA);
        reading_begin(&b, str_from(pairs[i][1]), PARSER_SCHEMA);
        assert_false(ast_equal(a.result.root, b.result.root));
        assert_true(ast_equal(a.result.root, a.result.root));
        assert_string_not_equal(reading_tree(&a).ptr, reading_tree(&b).ptr);
        reading_end(&a);
        reading_end(&b);
    }
}

static void quoting_is_no_difference(void **state)
{
    (void)state;
    reading a, b;
    reading_begin(&a, STR("model A { a: text = \"x\" }"), PARSER_SCHEMA);
    reading_begin(&b, STR("model `A` { `a`: text = \"\"\"x\"\"\" }"), PARSER_SCHEMA);
    assert_true(ast_equal(a.result.root, b.result.root));
    reading_end(&a);
    reading_end(&b);
}

static void nodes_know_their_places(void **state)
{
    (void)state;
    reading r;
    reading_begin(&r, STR("model User {\n    name: text unique\n    index (lower(name))\n}\n"), PARSER_SCHEMA);
    writer out = writer_make(&r.memory);
    ast_dump(&r.sources, r.result.root, &out);
    assert_string_equal(writer_result(&out).ptr, "file @1:1\n"
                                                 "  model \"User\" @1:1\n"
                                                 "    field \"name\" @2:5\n"
                                                 "      type \"text\" @2:11\n"
                                                 "      attr_unique @2:16\n"
                                                 "    index @3:5\n"
                                                 "      key_list @3:12\n"
                                                 "        key @3:12\n"
                                                 "          call \"lower\" @3:12\n"
                                                 "            name_expr \"name\" @3:18\n");
    const ast_node *field = r.result.root->first->first;
    assert_true(str_eq(source_text(&r.sources, field->span), STR("name: text unique")));
    assert_true(str_eq(source_text(&r.sources, field->text_span), STR("name")));
    assert_true(str_eq(source_text(&r.sources, r.result.root->first->span), str_trim(r.file->text)));
    reading_end(&r);
}

/* No word of the language is reserved: each is a column's name everywhere a column can be named. */
static void every_word_is_a_name(void **state)
{
    (void)state;
    static const char *const words[] = {
#define WORD(kind, text, groups, context) text,
#include "grammar/tokens.def"
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        arena a = {0};
        str text = str_format(
            &a,
            "model %s table %s in %s : %s { %s: int column %s primary key (%s, x) unique (%s) index (x, %s desc)\n"
            "foreign key (%s) references %s (%s) x: ref %s back %s unique named %s }",
            words[i], words[i], words[i], words[i], words[i], words[i], words[i], words[i], words[i], words[i],
            words[i], words[i], words[i], words[i], words[i]);
        reading r;
        reading_begin(&r, text, PARSER_SCHEMA);
        if (r.diagnostics.errors > 0)
            print_error("%s\n", reading_report(&r).ptr);
        assert_int_equal(r.diagnostics.errors, 0);
        reading_end(&r);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_gives_its_tree), cmocka_unit_test(trees_that_differ_are_told_apart),
        cmocka_unit_test(quoting_is_no_difference), cmocka_unit_test(nodes_know_their_places),
        cmocka_unit_test(every_word_is_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
