/* Where an expression stands: what its names mean and what it is assigned to. */
#ifndef SCHEMAC_MODEL_EXPRESSION_SCOPE_H
#define SCHEMAC_MODEL_EXPRESSION_SCOPE_H

#include "compiler/model/model.h"

typedef struct expression_scope {
    const model_schema *schema; /* its enums; NULL: nobody knows */
    const model_table *table;   /* its columns; NULL: there are none, or nobody knows */
    const model_type *target;   /* of a default: the column's type; NULL: it is assigned to nothing */
} expression_scope;

#endif
