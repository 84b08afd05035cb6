#include "db/value_text.h"
#include "schemac/value.h"

void schemac_uuid_format(schemac_uuid uuid, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            *out++ = '-';
        }
        *out++ = digits[uuid.bytes[i] >> 4];
        *out++ = digits[uuid.bytes[i] & 15];
    }
    *out = '\0';
}

bool schemac_uuid_parse(schemac_str text, schemac_uuid *uuid)
{
    if (text.data == NULL) {
        return false;
    }
    if (text.len >= 2 && text.data[0] == '{' && text.data[text.len - 1] == '}') {
        text.data++;
        text.len -= 2;
    }
    schemac_uuid read = {{0}};
    int n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '-' && n > 0 && n < 32 && n % 4 == 0) {
            continue;
        }
        int digit = schemac_hex_digit(text.data[i]);
        if (digit < 0 || n == 32) {
            return false;
        }
        read.bytes[n / 2] = (uint8_t)(read.bytes[n / 2] << 4 | digit);
        n++;
    }
    if (n != 32) {
        return false;
    }
    *uuid = read;
    return true;
}
