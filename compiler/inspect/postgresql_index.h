/* Inside of the room: the columns of the query over indexes, which constraints read too. */
#ifndef SCHEMAC_INSPECT_POSTGRESQL_INDEX_H
#define SCHEMAC_INSPECT_POSTGRESQL_INDEX_H

#include "compiler/inspect/postgresql.h"

enum {
    INDEX_OID,
    INDEX_RELATION,
    INDEX_SCHEMA,
    INDEX_NAME,
    INDEX_IS_UNIQUE,
    INDEX_IS_VALID,
    INDEX_IS_CLUSTERED,
    INDEX_IS_REPLICA_IDENTITY,
    INDEX_NULLS_NOT_DISTINCT,
    INDEX_N_KEYS,
    INDEX_KEYS,
    INDEX_COLLATIONS,
    INDEX_OPCLASSES,
    INDEX_ORDERS,
    INDEX_METHOD,
    INDEX_OPTIONS,
    INDEX_WHERE,
    INDEX_PARENT,
    INDEX_EXPRESSIONS,
    INDEX_DEFINITION, /* where the language may not be able to say it */
    INDEX_IS_WIDE,    /* operator classes with options */
    INDEX_RELATION_KIND,
    INDEX_TABLESPACE,
    INDEX_TARGETS,
    INDEX_KIND,
    INDEX_AGAIN /* of one of a partition: the statements that make it, where a parent's is not for all partitions */
};

/* Keys and included columns; false where the language cannot say them. */
bool pg_read_keys(pg_reader *r, const pg_relation *relation, const schemac_text_rows *rows, size_t i,
                  model_key_list *keys, str_list *include);
/* CLUSTER ON, replica identity and statistics. */
void pg_carry_index_rest(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i);

#endif
