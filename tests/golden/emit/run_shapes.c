#include "database.h"
const char database_schema[] = "shapes.schema";
int main(void)
{
    return 0;
}
