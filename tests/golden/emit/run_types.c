#include "database.h"
const char database_schema[] = "types.schema";
int main(void)
{
    return 0;
}
