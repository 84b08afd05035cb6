/* Keys of indexes, exclusions and partitions as a server takes them: what it would take anyway makes no difference. */
#ifndef SCHEMAC_MODEL_KEY_H
#define SCHEMAC_MODEL_KEY_H

#include "compiler/model/expression_scope.h"

/* Are the rows of a key without a value before the others? They are behind them where nothing was said, and before
 * them in a descending order. */
bool model_key_nulls_first(const model_key *key);

/* Is `opclass` what PostgreSQL takes under the index method (empty: btree) where none is said? Only of types that the
 * language names: of others it is not known, and false. Thread safe. */
bool model_is_default_opclass(str method, const model_type *type, str opclass);

/* Of two keys with the same value: do they order by the same operator class under the method? `left` and `right` are
 * the tables in which the keys stand, and may be NULL. Thread safe. */
bool model_same_opclass(str method, const model_table *left, const model_key *a, const model_table *right,
                        const model_key *b);

/* None, or one that a database has where none is said: "default" of PostgreSQL, BINARY of SQLite. */
bool model_is_own_collation(str collation);
/* The collation of the key: its own, or that of its columns; empty: the database's own. */
str model_key_collation(const model_table *table, const model_key *key);
/* Of two keys with the same value: the same collation, in either table? Thread safe. */
bool model_same_collation(const model_table *left, const model_key *a, const model_table *right, const model_key *b);

/* Does one of the keys compare by another collation than its column does? What is equal there is then not what is equal
 * in the column, and on SQLite no foreign key can point to it. Thread safe. */
bool model_is_recollated(const model_table *table, const model_key_list *keys);

#endif
