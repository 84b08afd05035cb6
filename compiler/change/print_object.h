/* Inside of the room: the changes of objects carried as text, as text. */
#ifndef SCHEMAC_CHANGE_PRINT_OBJECT_H
#define SCHEMAC_CHANGE_PRINT_OBJECT_H

#include "compiler/change/change.h"

void change_print_add_object(const change *item, writer *out);
void change_print_drop_object(const change *item, writer *out);
void change_print_rename_object(const change *item, writer *out);
void change_print_replace_object(const change *item, writer *out);

#endif
