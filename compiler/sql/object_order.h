/* Inside of the room: in which order tables and objects are made and go. See object_order.c. */
#ifndef SCHEMAC_SQL_OBJECT_ORDER_H
#define SCHEMAC_SQL_OBJECT_ORDER_H

#include "compiler/sql/object.h"

typedef struct sql_step {
    enum {
        STEP_OBJECT,
        STEP_TABLE, /* is made, or goes */
        STEP_PARTS, /* what a table that is made in two parts gets when it is there */
        STEP_ALTER, /* a table that stays; among the drops, without a table: all that such tables lose */
    } kind;
    sql_table_delta *table;
    sql_object *item;
    bool split; /* TABLE, PARTS: in two parts; of one that goes: it lets go of functions that take it first */
} sql_step;
typedef VEC(sql_step) sql_step_list;

/* Everything of the new state that is there or made, and tables that are altered. Linear in the texts and tables. */
sql_step_list sql_order_of_creates(sql_planner *p);
/* Tables that go, and the objects that are `held`. */
sql_step_list sql_order_of_drops(sql_planner *p);

#endif
