/* Inside of the room: PostgreSQL's catalog, from the rows of its queries to the model.
 *
 * postgresql.c has the order of the reading, one read-only snapshot; each other postgresql_….c reads one or two of the
 * queries. What has no word in the language becomes a `raw` (postgresql_carried.c), and a row that nobody takes is an
 * error: nothing is dropped silently. */
#ifndef SCHEMAC_INSPECT_POSTGRESQL_H
#define SCHEMAC_INSPECT_POSTGRESQL_H

#include "compiler/inspect/reader.h"
#include "compiler/model/object.h"

typedef enum pg_query_id {
#define QUERY(name, sql) PG_##name,
#include "compiler/inspect/postgresql_queries.def"
#undef QUERY
    PG_CARRIED,
    PG_CENSUS,
    PG_CENSUS_NAMES,
    PG_QUERY_COUNT
} pg_query_id;

/* Where a user's object can stand. */
typedef enum pg_catalog {
#define CENSUS(catalog, namespace, condition) PG_CATALOG_##catalog,
#include "compiler/inspect/postgresql_census.def"
#undef CENSUS
    PG_N_CATALOGS
} pg_catalog;

/* Of one catalog: how many objects were taken, and the sum of their numbers. */
typedef struct pg_census {
    size_t count;
    uint64_t sum;
} pg_census;

/* A table, a view or a materialized view. */
typedef struct pg_relation {
    str oid;
    str schema;
    str name;
    char kind;          /* relkind */
    model_table *table; /* NULL: a view */
    model_object *view; /* NULL: a table */
    str handle;         /* how others name it behind `after` */
    str_list parents;   /* oids */
    str bound;          /* of a partition; empty: it is none */
    str attached;       /* the `raw` that makes it a partition */
    str_list given;     /* foreign keys from its parent: a name, the oid of the parent's, and so on */
    bool own;           /* a partition that has something that its parent does not give it */
    map columns;        /* attnum -> pg_column * */
} pg_relation;

typedef struct pg_column {
    model_column *column;
    str type_oid;
    str collation; /* oid */
    bool local;
} pg_column;

/* A trigger that a partition has from its parent, and that is not as enabled as that one: the `raw` that says so. */
typedef struct pg_partition_state {
    const pg_relation *relation;
    str trigger; /* its key in `triggers` */
    model_object *object;
} pg_partition_state;
typedef VEC(pg_partition_state) pg_partition_state_list;

typedef struct pg_named {
    str name;
    str schema;
    bool visible;
    bool is_default; /* operator classes */
} pg_named;

typedef struct pg_reader {
    arena *memory;
    schemac_session *session;
    const inspect_options *options;
    inspect_result *result;
    schemac_error *err;
    int version;
    bool failed;
    pg_query_id sent[PG_QUERY_COUNT]; /* in their order */
    bool is_sent[PG_QUERY_COUNT];
    size_t n_sent, n_received;
    const schemac_text_rows *rows[PG_QUERY_COUNT];
    model_schema *schema;
    map relations;  /* oid -> pg_relation *, in the order of their names */
    map enums;      /* oid of the type or of its array -> model_enum * */
    map arrays;     /* oid of an array type -> anything */
    map collations; /* oid -> pg_named * */
    map opclasses;
    map scalars; /* type as the server writes it, without arguments -> scalar_info index + 1 */
    map indexes; /* oid of an index -> its row + 1 */
    const schemac_text_rows *index_rows;
    map constraint_indexes; /* oids */
    map foreign_keys;       /* oid of one -> pg_relation *, the table that has it */
    map lonely_indexes;     /* oids of those of partitioned tables only: -> model_object * */
    map triggers;           /* "16384 name" -> model_object *: what is last said of a relation's trigger */
    pg_partition_state_list states;
    map handles;                     /* "pg_class 16384" -> str *, the name behind `after` */
    map docs;                        /* "pg_class 16384" -> str *, where a comment is kept */
    map objects;                     /* "pg_class 16384" -> model_object * */
    map names;                       /* names that are taken */
    map unwanted;                    /* oids of relations that were left out */
    map taken;                       /* "pg_class 16384" -> anything */
    pg_census there[PG_N_CATALOGS];  /* what the server counts */
    pg_census census[PG_N_CATALOGS]; /* what was taken */
} pg_reader;

/* --- postgresql_query.c --- */

/* Each query is run once. Sent ahead, the server works on it while the rows of others are read. */
void pg_send(pg_reader *r, pg_query_id query);
/* The rows; NULL after a failure. They live as long as the session. */
const schemac_text_rows *pg_query(pg_reader *r, pg_query_id query);
/* A copy in the arena; empty for NULL. */
str pg_text(const pg_reader *r, const schemac_text_rows *rows, size_t row, size_t column);
bool pg_is_null(const schemac_text_rows *rows, size_t row, size_t column);
bool pg_is_true(const schemac_text_rows *rows, size_t row, size_t column);
/* The first character; 0 for NULL or an empty text. */
char pg_char(const schemac_text_rows *rows, size_t row, size_t column);
/* The elements of an array ("{a,"b c"}") or of a vector ("1 2"). */
str_list pg_array(const pg_reader *r, str text);
/* "pg_class 16384": the key of handles, docs and objects. */
str pg_key(const pg_reader *r, const char *class_name, str oid);

/* --- postgresql_census.c --- */

/* The object was taken: declared, carried, or left out with a note. The second takes a catalog's name, and nothing of a
 * catalog that is not counted. */
void pg_take(pg_reader *r, pg_catalog catalog, str oid);
void pg_take_from(pg_reader *r, const char *catalog_name, str oid);
/* First: what is there. Then, whether a catalog has anything (always true of one that is not counted). */
void pg_read_census(pg_reader *r);
bool pg_has_objects(const pg_reader *r, const char *catalog_name);
/* Last: was everything taken? */
void pg_check_census(pg_reader *r);

/* --- postgresql_name.c --- */

/* A name that no model, enum or object has yet: `name`, or one made from it. Takes it. */
str pg_claim(pg_reader *r, str name, str otherwise);
/* Is the schema one that is asked for? */
bool pg_is_wanted_schema(const pg_reader *r, str schema);
/* The schema as the model has it: empty for "public". */
str pg_model_schema(str schema);
/* `schema.name`, the default schema left out, quoted. */
str pg_quoted(const pg_reader *r, str schema, str name);
str pg_quoted_name(const pg_reader *r, str name);
void pg_left_out(pg_reader *r, const char *word, str schema, str name);
/* The name that the server gives by itself: parts joined by "_", the longer one of the first two cut first. */
str pg_made_name(const pg_reader *r, str first, str second, const char *label);
/* Is it that name, or that with a number, since it was taken when the server made it? */
bool pg_is_made_name(const pg_reader *r, str first, str second, const char *label, str name);

/* --- the parts, in the order in which they are read --- */

void pg_read_schemas(pg_reader *r);
void pg_read_enums(pg_reader *r);
/* Columns too. */
void pg_read_relations(pg_reader *r);
void pg_read_columns(pg_reader *r);
void pg_read_constraints(pg_reader *r);
void pg_read_indexes(pg_reader *r);
void pg_read_sequences(pg_reader *r);
void pg_read_routines(pg_reader *r);
void pg_read_carried(pg_reader *r);
void pg_read_comments(pg_reader *r);
/* postgresql_grant.c; nothing unless the options ask for it. */
void pg_read_grants(pg_reader *r);
void pg_settle_partitions(pg_reader *r);
void pg_read_dependencies(pg_reader *r);

/* postgresql_type.c: the type that the server writes so. */
model_type pg_type(pg_reader *r, str oid, str text);
/* An expression over the columns of a table, which becomes a value of `target` (NULL: of nothing); NULL for an empty
 * text. */
const expression *pg_expression(const pg_reader *r, const model_table *table, const model_type *target, str text);

/* The field of a column by its number. Empty: there is none. */
str pg_field(const pg_relation *relation, str number);
/* Fills `fields` from an array of numbers; false where one is no column. */
bool pg_fields(const pg_reader *r, const pg_relation *relation, str numbers, str_list *fields);

/* postgresql_index.c: column or expression, operator class, collation and order of one key. */
typedef struct pg_key_facts {
    str number; /* of the column; "0": an expression */
    str text;   /* the expression */
    str opclass, collation, option;
} pg_key_facts;
/* False where the language cannot say it. */
bool pg_read_key(pg_reader *r, const pg_relation *relation, const pg_key_facts *facts, model_key *key);

/* --- postgresql_carried.c --- */

/* Adds a `raw`: `word` and `name` say what it is, `handle` what it is called if nothing else is. */
model_object *pg_carry(pg_reader *r, const char *word, str handle, str up, str down);
void pg_after(pg_reader *r, model_object *object, str name);
/* Carries what alters a relation that is there: up and down are formats for ALTER, with the relation's name. */
model_object *pg_carry_for(pg_reader *r, pg_relation *relation, const char *word, str part, str up, str down);
/* Adds an object that is no raw. */
model_object *pg_add_object(pg_reader *r, model_object_kind kind, const char *class_name, str oid, str handle);
void pg_set_handle(pg_reader *r, const char *class_name, str oid, str handle);
void pg_set_doc(pg_reader *r, const char *class_name, str oid, str *doc);

#endif
