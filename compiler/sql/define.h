/* Inside of the room: the parts of a table as SQL. The scope says in which state names are looked up; `table` is the
 * one the part belongs to. */
#ifndef SCHEMAC_SQL_DEFINE_H
#define SCHEMAC_SQL_DEFINE_H

#include "compiler/sql/expression.h"

/* Is it there in this dialect (`for sqlite { … }`)? */
bool sql_in_dialect(const sql_dialect *dialect, unsigned dialects);

void sql_table_name(const sql_dialect *dialect, const model_table *table, writer *out);
/* As text in the arena, for locks and messages. */
str sql_table_text(arena *a, const sql_dialect *dialect, const model_table *table);
/* `a, b`: the columns of fields. */
void sql_column_list(const model_table *table, const str_list *fields, writer *out);

/* `name type …`. With `filler` (not empty) in place of a default. */
void sql_column(const sql_scope *scope, const model_column *column, str filler, writer *out);
/* What a generated column is calculated by: what stands in the parentheses. */
void sql_generated_value(const sql_scope *scope, const model_column *column, writer *out);
/* The collation that the column says; empty where it has the database's own, or says what every column has anyway. */
str sql_column_collation(const sql_dialect *dialect, const model_column *column);
/* `GENERATED ALWAYS AS IDENTITY (…)`. */
void sql_identity(const model_column *column, writer *out);
/* Name and default of each option of an identity: `START WITH 100`. A NULL option gives the default of the row. */
typedef struct sql_identity_option {
    const char *name;
    const char *sql;          /* what stands before the value */
    const char *default_text; /* all of it where the option is not given */
} sql_identity_option;
extern const sql_identity_option sql_identity_options[];
extern const size_t sql_identity_option_count;
void sql_identity_option_write(const sql_identity_option *row, const model_option *option, writer *out);

/* `[CONSTRAINT name] CHECK (…)`, without NOT VALID. */
void sql_constraint(const sql_scope *scope, const model_constraint *constraint, writer *out);
/* `REFERENCES target (…) ON DELETE …`. */
void sql_references(const sql_scope *scope, const model_constraint *constraint, writer *out);
/* Is the name written? Where it follows from table and columns, some databases do not need to be told. */
bool sql_constraint_says_name(arena *a, const sql_dialect *dialect, const model_table *table,
                              const model_constraint *constraint);
/* Is it part of a column's definition? On SQLite so is the primary key of an identity column, and one of an integer
 * that is descending: as an item of the table it would be the row id. */
bool sql_constraint_in_column(const sql_scope *scope, const model_constraint *constraint);

/* ` ON CONFLICT REPLACE`, where the dialect has it and `conflict` (of a constraint or a column) is not empty. */
void sql_on_conflict(const sql_scope *scope, str conflict, writer *out);
/* "INSERT INTO ", "UPDATE ", or what fails on a row although a constraint of the table would let it go. */
const char *sql_insert_into(const sql_scope *scope);
const char *sql_update(const sql_scope *scope);

/* The index that a primary key or unique constraint can take over, built concurrently under the constraint's name; and
 * the constraint that takes one over. Both without a semicolon. */
void sql_key_index(const sql_scope *scope, const model_constraint *constraint, writer *out);
void sql_key_of_index(const model_constraint *constraint, str index, writer *out);

/* The whole CREATE INDEX with its semicolon. */
void sql_index(const sql_scope *scope, const model_index *index, bool concurrently, writer *out);

/* `CREATE TABLE "name" ( … );` under another name than the table's own, if `name` is not empty. Only constraints for
 * which `keep` says so. */
typedef bool sql_keep_constraint(void *context, const model_constraint *constraint);
void sql_create_table(const sql_scope *scope, str name, sql_keep_constraint *keep, void *context, writer *out);

/* ` PARTITION BY RANGE (a)` of the scope's table; nothing where it is not partitioned. */
void sql_partition_by(const sql_scope *scope, writer *out);

/* The check that an enum without a type of its own needs, or one with members that are retired; NULL for every other
 * column. Lives in the arena. */
const model_constraint *sql_enum_check(arena *a, const sql_scope *scope, const model_column *column);

/* All constraints of the scope's table in its dialect, the checks of enums included. */
typedef VEC(const model_constraint *) sql_constraint_list;
sql_constraint_list sql_constraints(arena *a, const sql_scope *scope);

#endif
