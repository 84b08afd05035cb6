/* The libFuzzer target of lexer, parser, diagnostics and formatter: `fuzz_parser tests/fuzz/corpus`. */
#include "tests/fuzz/read_expression.h"
#include "tests/fuzz/read_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read_text(data, size);
    fuzz_read_expression((str){(const char *)data, size});
    return 0;
}
