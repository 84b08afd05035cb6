/* Rescaling of decimals: on digits. */
#include "compiler/sql/decimal.h"

#include "compiler/base/writer.h"

static bool is_plain(str digits)
{
    for (size_t i = 0; i < digits.len; i++)
        if (!((digits.ptr[i] >= '0' && digits.ptr[i] <= '9') || digits.ptr[i] == '.'))
            return false;
    return digits.len > 0;
}

/* Adds one to a number written as digits, leading zero included; carries into it. */
static void increment(char *digits, size_t len)
{
    for (size_t i = len; i-- > 0;) {
        if (digits[i] != '9') {
            digits[i]++;
            return;
        }
        digits[i] = '0';
    }
}

static bool is_zero(str digits)
{
    for (size_t i = 0; i < digits.len; i++)
        if (digits.ptr[i] != '0')
            return false;
    return true;
}

str decimal_rescale(arena *a, str number, unsigned scale)
{
    bool negative = number.len && number.ptr[0] == '-';
    bool has_sign = number.len && (negative || number.ptr[0] == '+');
    str plain = str_slice(number, has_sign ? 1 : 0, number.len);
    if (!is_plain(plain))
        return number;
    size_t point = str_find(plain, '.');
    str whole = str_slice(plain, 0, point);
    str fraction = point < plain.len ? str_slice(plain, point + 1, plain.len) : STR("");

    /* One zero in front takes the carry of 9.99. */
    writer digits = writer_make(a);
    writer_char(&digits, '0');
    writer_str(&digits, whole);
    writer_str(&digits, str_slice(fraction, 0, fraction.len < scale ? fraction.len : scale));
    if (fraction.len < scale)
        writer_repeat(&digits, '0', scale - fraction.len);
    str all = writer_result(&digits);
    if (fraction.len > scale && fraction.ptr[scale] >= '5')
        increment(digits.text, all.len);

    size_t start = 0;
    while (start + scale + 1 < all.len && all.ptr[start] == '0')
        start++;
    writer out = writer_make(a);
    if (negative && !is_zero(all))
        writer_char(&out, '-');
    writer_str(&out, str_slice(all, start, all.len - scale));
    if (scale) {
        writer_char(&out, '.');
        writer_str(&out, str_slice(all, all.len - scale, all.len));
    }
    return writer_result(&out);
}
