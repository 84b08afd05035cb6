/* The grammar of schemas, changes and project files. Every action builds a node (compiler/syntax/builder.h) and does nothing
 * else; what the shapes are says compiler/syntax/ast_kinds.def.
 *
 * - A pseudo-token that the driver sends first says what is read: START_SCHEMA, START_CHANGES, START_PROJECT, START_EXPRESSION.
 * - A body is one flat list of elements: a field's name and type, an attribute, an item. `unique`, `index` and `primary key`
 *   before a parenthesis or a name are items, bare they are attributes; the builder puts an attribute on the field before it.
 *   That is what keeps the grammar LALR(1) without newlines. Where an item's option and an attribute begin with the same
 *   word (`using`, `on delete`, `not valid`, …), it is the option: such a rule has the precedence LOWEST, the word a higher one.
 * - Every word falls back to NAME (%fallback), so that no column name is reserved. Action tables are not compressed (lemon -c):
 *   a default reduction would be taken before the fallback is tried.
 * - BROKEN is sent by the driver after a syntax error: the places that take it are the places where reading goes on. */

%name grammar_
%token_prefix TK_
%token_type {const token *}
%default_type {ast_node *}
%extra_context {parser *p}
%start_symbol start
/* Two hundred levels of brackets, each with the operators of all precedences open. */
%stack_size 5000

%include {
#include "compiler/syntax/builder.h"
#include "compiler/syntax/grammar.h"
#include "schema.h"

#include <assert.h>

#define YYNOERRORRECOVERY 1 /* the driver recovers, see recover.c */
#define grammar__ENGINEALWAYSONSTACK 1
}

%syntax_error { p->rejected = true; }
%stack_overflow { p->rejected = true; }

%fallback NAME
    PACKAGE IMPORT ENUM MIXIN MODEL VIEW QUERY EXTENSION SEQUENCE SCHEMA FUNCTION PROCEDURE TRIGGER POLICY RAW DATA
    FOR DROP PROJECT TYPE STORED AS TABLE WAS RETIRE UNMANAGED NO CODE MATERIALIZED COLUMNS FROM AFTER UP DOWN TITLE REF MANY
    THROUGH SQL PRIMARY KEY AUTO ALWAYS UNIQUE INDEX NULL IF NAMED INIT VERSION ON UPDATE DELETE CASCADE RESTRICT SET DEFAULT
    ACTION CHECK GENERATED VIRTUAL COLLATE COLUMN SECRET OVERRIDE STORAGE COMPRESSION BACK DEFERRABLE INITIALLY DEFERRED USING
    FOREIGN REFERENCES EXCLUDE PARTITION BY VALUES UNLOGGED INCLUDE WHERE WITH CONCURRENTLY NULLS FIRST LAST ASC DESC TRUE
    FALSE AND OR NOT IS UNKNOWN DISTINCT BETWEEN IN LIKE ILIKE SIMILAR TO CAST CASE WHEN THEN ELSE END ARRAY ANY ALL
    STRICT WITHOUT ROWID CONFLICT ESCAPE NOT_VALID NOT_NULL NOT_LIKE VALID ROW SECURITY FORCE FALLBACK ADD ALTER RENAME REORDER BEFORE FIELD MEMBER CONSTRAINT ENV.

/* Precedence of operators as in PostgreSQL, from weak to strong; the model room's printer has the same table. */
%nonassoc LOWEST.
%nonassoc USING ON DEFERRABLE NAMED NOT_VALID INCLUDE WHERE WITH STORED VIRTUAL.
%left OR.
%left AND.
%right NOT.
%nonassoc IS IS_SAME IS_OTHER.
%nonassoc EQ NE LT LE GT GE.
%nonassoc BETWEEN IN LIKE ILIKE SIMILAR NOT_LIKE.
%nonassoc ESCAPE.
%left OPERATOR TILDE QUESTION.
%left PLUS MINUS.
%left STAR SLASH PERCENT.
%left CARET.
%left AT_TIME_ZONE.
%left COLLATE.
%right UNARY.
%left LBRACKET.
%left CAST_TO.

/* --- what is read --- */
start ::= START_SCHEMA declarations(D).          { parser_finish(p, AST_FILE, D); }
start ::= START_CHANGES changes(C).              { parser_finish(p, AST_CHANGES, C); }
start ::= START_PROJECT project(R).              { p->root = R; }
start ::= START_EXPRESSION expr(E).              { p->root = E; }

declarations(A) ::= .                            { A = parser_list(p); }
declarations(A) ::= declarations(L) declaration(D). { A = ast_add(L, D); }
declarations(A) ::= declarations(L) BROKEN.      { A = parser_broken(L); }

/* --- declarations --- */
declaration(A) ::= PACKAGE(K) NAME(N).           { A = parser_node(p, AST_PACKAGE, K, N); }
declaration(A) ::= IMPORT(K) STRING(S).          { A = parser_node(p, AST_IMPORT, K, S); }
declaration(A) ::= enum(E).                      { A = E; }
declaration(A) ::= model(M).                     { A = M; }
declaration(A) ::= MIXIN(K) NAME(N) params(P) mixin_options(O) LBRACE elements(L) RBRACE(R).
                                                 { A = parser_block(p, AST_MIXIN, K, N, P, ast_adopt(O, L), R); }
declaration(A) ::= QUERY(K) NAME(N) query_params(P) query_result(R) STRING(S).
                                                 { A = parser_query(p, K, N, P, R, S); }
declaration(A) ::= object(O).                    { A = O; }
declaration(A) ::= DATA(K) NAME(N) KEY column_list(C) LBRACE rows(L) RBRACE(R).
                                                 { A = parser_block(p, AST_DATA, K, N, parser_list_of(p, C), L, R); }
declaration(A) ::= FOR(K) NAME(N) LBRACE declarations(L) RBRACE(R).
                                                 { A = parser_for(p, K, N, L, R); }
declaration(A) ::= DROP(K) NAME(N).              { A = parser_node(p, AST_DROP, K, N); }
declaration(A) ::= DROP(K) NAME(T) NAME(N).      { A = parser_drop(p, K, T, N); }

/* objects carried as text */
object(A) ::= VIEW(K) NAME(N) view_options(O) STRING(S).
                                                 { A = ast_add(ast_adopt(parser_node(p, AST_VIEW, K, N), O), parser_node(p, AST_BODY, S, S)); }
object(A) ::= EXTENSION(K) NAME|STRING(N) in_schema(I).
                                                 { A = ast_add(parser_node(p, AST_EXTENSION, K, N), I); }
object(A) ::= SEQUENCE(K) NAME(N) sequence_words(W) sequence_options(O).
                                                 { A = ast_adopt(ast_adopt(parser_node(p, AST_SEQUENCE, K, N), W), O); }
object(A) ::= SCHEMA(K) NAME(N).            { A = parser_node(p, AST_SCHEMA, K, N); }
object(A) ::= FUNCTION|PROCEDURE|TRIGGER|POLICY|RAW(K) NAME(N) routine_options(O) UP STRING(U) routine_down(D).
                                                 { A = parser_routine(p, K, N, O, U, D); }

/* enums */
enum(A) ::= ENUM(K) NAME(N) enum_options(O) LBRACE members(L) RBRACE(R).
                                                 { A = parser_block(p, AST_ENUM, K, N, O, L, R); }
enum_options(A) ::= .                            { A = parser_list(p); }
enum_options(A) ::= enum_options(L) enum_option(O). { A = ast_add(L, O); }
enum_options(A) ::= enum_options(L) BROKEN.      { A = parser_broken(L); }
enum_option(A) ::= TYPE(K) NAME(N).              { A = parser_node(p, AST_TYPE_NAME, K, N); }
enum_option(A) ::= was(W).                       { A = W; }
enum_option(A) ::= stored_as(S).                 { A = S; }
enum_option(A) ::= IN(K) NAME(N).                { A = parser_node(p, AST_IN_SCHEMA, K, N); }
stored_as(A) ::= STORED(K) AS NAME(N).           { A = parser_choice(p, AST_STORED_AS, K, N, "type text smallint"); }
was(A) ::= WAS(K) NAME(N).                       { A = parser_node(p, AST_WAS, K, N); }
in_schema(A) ::= .                               { A = NULL; }
in_schema(A) ::= IN(K) NAME(N).                  { A = parser_node(p, AST_IN_SCHEMA, K, N); }

members(A) ::= .                                 { A = parser_list(p); }
members(A) ::= members(L) member(M).             { A = ast_add(L, M); }
members(A) ::= members(L) BROKEN.                { A = parser_broken(L); }
member(A) ::= NAME(N) member_options(O).         { A = ast_adopt(parser_node(p, AST_MEMBER, N, N), O); }
member_options(A) ::= .                          { A = NULL; }
member_options(A) ::= member_options(L) member_option(O). { A = parser_chain(p, L, O); }
member_option(A) ::= stored(S).                  { A = S; }
member_option(A) ::= TITLE(K) STRING(S).         { A = parser_node(p, AST_TITLE, K, S); }
member_option(A) ::= was(W).                     { A = W; }
member_option(A) ::= RETIRE(K).                  { A = parser_node(p, AST_RETIRE, K, NULL); }
member_option(A) ::= FALLBACK(K) NAME(N).        { A = parser_node(p, AST_FALLBACK, K, N); }
stored(A) ::= EQ(K) STRING(S).                   { A = parser_node(p, AST_STORED, K, S); }

/* mixins */
mixin_options(A) ::= .                           { A = parser_list(p); }
mixin_options(A) ::= mixin_options(L) COLON uses(U). { A = ast_adopt(L, U); }
mixin_options(A) ::= mixin_options(L) BROKEN.    { A = parser_broken(L); }
params(A) ::= .                                  { A = NULL; }
params(A) ::= LP RP.                             { A = NULL; }
params(A) ::= LP param_list(L) RP.               { A = L; }
param_list(A) ::= param(P).                      { A = parser_list_of(p, P); }
param_list(A) ::= param_list(L) COMMA param(P).  { A = ast_add(L, P); }
param(A) ::= DECLARED(N) COLON NAME(T) param_default(D). { A = parser_param(p, N, T, D); }
param_default(A) ::= .                           { A = NULL; }
param_default(A) ::= EQ expr(E).                 { A = E; }
uses(A) ::= use(U).                              { A = parser_list_of(p, U); }
uses(A) ::= uses(L) COMMA use(U).                { A = ast_add(L, U); }
use(A) ::= NAME(N).                              { A = parser_node(p, AST_USE, N, N); }
use(A) ::= NAME(N) LP RP(R).                     { A = parser_close(p, parser_node(p, AST_USE, N, N), R); }
use(A) ::= NAME(N) LP args(L) RP(R).             { A = parser_close(p, ast_adopt(parser_node(p, AST_USE, N, N), L), R); }
args(A) ::= arg(G).                              { A = parser_list_of(p, G); }
args(A) ::= args(L) COMMA arg(G).                { A = ast_add(L, G); }
arg(A) ::= DECLARED(N) COLON expr(E).            { A = ast_add(parser_node(p, AST_ARG, N, N), E); }

/* models */
model(A) ::= MODEL(K) NAME(N) model_options(O) LBRACE elements(L) RBRACE(R).
                                                 { A = parser_block(p, AST_MODEL, K, N, O, L, R); }
model_options(A) ::= .                           { A = parser_list(p); }
model_options(A) ::= model_options(L) model_option(O). { A = ast_add(L, O); }
model_options(A) ::= model_options(L) COLON uses(U). { A = ast_adopt(L, U); }
model_options(A) ::= model_options(L) BROKEN.    { A = parser_broken(L); }
model_option(A) ::= table(T).                    { A = T; }
model_option(A) ::= IN(K) NAME(N).               { A = parser_node(p, AST_IN_SCHEMA, K, N); }
model_option(A) ::= UNMANAGED(K).                { A = parser_node(p, AST_UNMANAGED, K, NULL); }
model_option(A) ::= NO(K) CODE(E).               { A = parser_close(p, parser_node(p, AST_NO_CODE, K, NULL), E); }
model_option(A) ::= was(W).                      { A = W; }
table(A) ::= TABLE(K) NAME(N).                   { A = parser_node(p, AST_TABLE, K, N); }

/* views, queries, routines, rows */
view_options(A) ::= .                            { A = NULL; }
view_options(A) ::= view_options(L) view_option(O). { A = parser_chain(p, L, O); }
view_option(A) ::= MATERIALIZED(K).              { A = parser_node(p, AST_MATERIALIZED, K, NULL); }
view_option(A) ::= COLUMNS(K) FROM NAME(N).      { A = parser_node(p, AST_COLUMNS_FROM, K, N); }
view_option(A) ::= table(T).                     { A = T; }
view_option(A) ::= IN(K) NAME(N).                { A = parser_node(p, AST_IN_SCHEMA, K, N); }
view_option(A) ::= after(F).                     { A = F; }
view_option(A) ::= was(W).                       { A = W; }
after(A) ::= AFTER(K) names(L).                  { A = ast_adopt(parser_node(p, AST_AFTER, K, NULL), L); }

query_params(A) ::= .                            { A = NULL; }
query_params(A) ::= LP RP.                       { A = NULL; }
query_params(A) ::= LP query_param_list(L) RP.   { A = L; }
query_param_list(A) ::= query_param(P).          { A = parser_list_of(p, P); }
query_param_list(A) ::= query_param_list(L) COMMA query_param(P). { A = ast_add(L, P); }
query_param(A) ::= DECLARED(N) COLON type(T) param_default(D).
                                                 { A = ast_add(ast_add(parser_node(p, AST_PARAM, N, N), T), D); }
query_result(A) ::= .                            { A = NULL; }
query_result(A) ::= COLON NAME(W).               { A = parser_choice(p, AST_RESULT, W, W, "one maybe many exec"); }
query_result(A) ::= COLON NAME(W) NAME(N).       { A = ast_add(parser_choice(p, AST_RESULT, W, W, "one maybe many exec"), parser_node(p, AST_NAME, N, N)); }
query_result(A) ::= COLON NAME(W) LBRACE result_columns(L) RBRACE(R).
                                                 { A = parser_close(p, ast_adopt(parser_choice(p, AST_RESULT, W, W, "one maybe many exec"), L), R); }
result_columns(A) ::= result_column(C).          { A = parser_list_of(p, C); }
result_columns(A) ::= result_columns(L) COMMA result_column(C). { A = ast_add(L, C); }
result_column(A) ::= DECLARED(N) COLON type(T).  { A = ast_add(parser_node(p, AST_RESULT_COLUMN, N, N), T); }

sequence_words(A) ::= .                          { A = NULL; }
sequence_words(A) ::= sequence_words(L) table(T). { A = parser_chain(p, L, T); }
sequence_words(A) ::= sequence_words(L) IN(K) NAME(N). { A = parser_chain(p, L, parser_node(p, AST_IN_SCHEMA, K, N)); }
sequence_words(A) ::= sequence_words(L) was(W).   { A = parser_chain(p, L, W); }
sequence_options(A) ::= .                        { A = NULL; }
sequence_options(A) ::= LP options(O) RP(R).     { A = parser_close(p, O, R); }

routine_options(A) ::= .                         { A = NULL; }
routine_options(A) ::= routine_options(L) FOR(K) NAME(N). { A = parser_chain(p, L, parser_choice(p, AST_DIALECT, K, N, "postgresql sqlite")); }
routine_options(A) ::= routine_options(L) after(F). { A = parser_chain(p, L, F); }
routine_down(A) ::= .                            { A = NULL; }
routine_down(A) ::= DOWN(K) STRING(S).           { A = parser_node(p, AST_DOWN, K, S); }

rows(A) ::= .                                    { A = parser_list(p); }
rows(A) ::= rows(L) cells_row(W).                { A = ast_add(L, W); }
rows(A) ::= rows(L) BROKEN.                      { A = parser_broken(L); }
cells_row(A) ::= LBRACE(B) cells(C) RBRACE(R).   { A = parser_close(p, ast_adopt(parser_node(p, AST_ROW, B, NULL), C), R); }
cells(A) ::= cell(C).                            { A = parser_list_of(p, C); }
cells(A) ::= cells(L) COMMA cell(C).             { A = ast_add(L, C); }
cell(A) ::= DECLARED(N) COLON expr(E).           { A = ast_add(parser_node(p, AST_CELL, N, N), E); }

/* --- elements of a body --- */
elements(A) ::= .                                { A = parser_list(p); }
elements(A) ::= elements(L) field(F).            { A = ast_add(L, F); }
elements(A) ::= elements(L) attribute(T).        { A = parser_attribute(p, L, T); }
elements(A) ::= elements(L) check(C).            { A = parser_check(p, L, C); }
elements(A) ::= elements(L) item(I).             { A = ast_add(L, I); }
elements(A) ::= elements(L) DROP(K) NAME(N).     { A = ast_add(L, parser_node(p, AST_DROP, K, N)); }
elements(A) ::= elements(L) DROP(K) NAME(T) NAME(N). { A = ast_add(L, parser_drop(p, K, T, N)); }
elements(A) ::= elements(L) BROKEN.              { A = parser_broken(L); }

field(A) ::= DECLARED(N) COLON type(T).          { A = ast_add(parser_node(p, AST_FIELD, N, N), T); }
field(A) ::= DECLARED(N) COLON ref(R).           { A = ast_add(parser_node(p, AST_FIELD, N, N), R); }
field(A) ::= DECLARED(N) COLON MANY(K) NAME(M) THROUGH(H) NAME(T).
                                                 { A = ast_add(parser_node(p, AST_FIELD, N, N), ast_add(parser_node(p, AST_MANY, K, M), parser_node(p, AST_THROUGH, H, T))); }
ref(A) ::= ref_name(R).                          { A = R; }
ref(A) ::= ref_name(R) column_list(C).           { A = ast_add(R, C); }
ref_name(A) ::= REF(K) NAME(N).                  { A = parser_node(p, AST_REF, K, N); }
ref_name(A) ::= REF(K) NAME(N) QUESTION(Q).      { A = parser_close(p, parser_flag(parser_node(p, AST_REF, K, N), AST_NULLABLE), Q); }

/* types */
type(A) ::= bare_type(T).                        { A = T; }
type(A) ::= bare_type(T) QUESTION(Q).            { A = parser_close(p, parser_flag(T, AST_NULLABLE), Q); }
bare_type(A) ::= NAME(N).                        { A = parser_node(p, AST_TYPE, N, N); }
bare_type(A) ::= NAME(N) LP numbers(L) RP(R).    { A = parser_close(p, ast_adopt(parser_node(p, AST_TYPE, N, N), L), R); }
bare_type(A) ::= SQL(N) LP natives(L) RP(R).     { A = parser_close(p, ast_adopt(parser_node(p, AST_TYPE, N, N), L), R); }
bare_type(A) ::= bare_type(T) LBRACKET RBRACKET(R). { A = parser_array_type(p, T, R); }
numbers(A) ::= NUMBER(N).                        { A = parser_list_of(p, parser_node(p, AST_NUMBER_EXPR, N, N)); }
numbers(A) ::= numbers(L) COMMA NUMBER(N).       { A = ast_add(L, parser_node(p, AST_NUMBER_EXPR, N, N)); }
natives(A) ::= STRING(S).                        { A = parser_list_of(p, parser_node(p, AST_NATIVE, S, S)); }
natives(A) ::= native_list(L).                   { A = L; }
native_list(A) ::= native(N).                    { A = parser_list_of(p, N); }
native_list(A) ::= native_list(L) COMMA native(N). { A = ast_add(L, N); }
native(A) ::= DECLARED(D) COLON STRING(S).       { A = parser_native(p, D, S); }

/* attributes of the field before them */
attribute(A) ::= PRIMARY(K) KEY(E) named(N).     { A = ast_add(parser_close(p, parser_node(p, AST_ATTR_PRIMARY_KEY, K, NULL), E), N); }
attribute(A) ::= AUTO(K) always(W) auto_options(O). { A = ast_adopt(parser_auto(p, K, W), O); }
attribute(A) ::= UNIQUE(K) if(I) named(N).       { A = ast_add(ast_add(parser_node(p, AST_ATTR_UNIQUE, K, NULL), I), N); }
attribute(A) ::= INDEX(K) if(I) named(N).        { A = ast_add(ast_add(parser_node(p, AST_ATTR_INDEX, K, NULL), I), N); }
attribute(A) ::= NULL(K) if(I).                  { A = ast_add(parser_node(p, AST_ATTR_NULL, K, NULL), I); }
attribute(A) ::= NOT_NULL(K) NULL on_conflict(O). { A = ast_add(parser_node(p, AST_ATTR_NOT_NULL, K, NULL), O); }
attribute(A) ::= EQ(K) expr(E). [LOWEST]         { A = ast_add(parser_node(p, AST_ATTR_DEFAULT, K, NULL), E); }
attribute(A) ::= INIT(K) expr(E). [LOWEST]       { A = ast_add(parser_node(p, AST_ATTR_INIT, K, NULL), E); }
attribute(A) ::= VERSION(K).                     { A = parser_node(p, AST_ATTR_VERSION, K, NULL); }
attribute(A) ::= ON(K) UPDATE expr(E). [LOWEST]  { A = ast_add(parser_node(p, AST_ATTR_ON_UPDATE_SET, K, NULL), E); }
attribute(A) ::= on_action(O).                   { A = O; }
attribute(A) ::= GENERATED(K) LP expr(E) RP(R) generated_kind(G). { A = parser_generated(p, K, E, R, G); }
attribute(A) ::= COLLATE(K) NAME|STRING(N).      { A = parser_node(p, AST_ATTR_COLLATE, K, N); }
attribute(A) ::= attr_column(C).                 { A = C; }
attribute(A) ::= TITLE(K) STRING(S).             { A = parser_node(p, AST_ATTR_TITLE, K, S); }
attribute(A) ::= SECRET(K).                      { A = parser_node(p, AST_ATTR_SECRET, K, NULL); }
attribute(A) ::= WAS(K) NAME(N).                 { A = parser_node(p, AST_ATTR_WAS, K, N); }
attribute(A) ::= OVERRIDE(K).                    { A = parser_node(p, AST_ATTR_OVERRIDE, K, NULL); }
attribute(A) ::= STORAGE(K) NAME(N).             { A = parser_choice(p, AST_ATTR_STORAGE, K, N, "plain external extended main"); }
attribute(A) ::= COMPRESSION(K) NAME(N).         { A = parser_choice(p, AST_ATTR_COMPRESSION, K, N, "pglz lz4"); }
attribute(A) ::= BACK(K) NAME(N).                { A = parser_node(p, AST_ATTR_BACK, K, N); }
attribute(A) ::= deferrable(D).                  { A = D; }
attribute(A) ::= NOT_VALID(K) VALID(V).          { A = parser_close(p, parser_node(p, AST_ATTR_NOT_VALID, K, NULL), V); }
attribute(A) ::= NAMED(K) NAME(N).               { A = parser_node(p, AST_ATTR_NAMED, K, N); }
attribute(A) ::= USING(K) LP expr(E) RP(R).      { A = parser_close(p, ast_add(parser_node(p, AST_ATTR_USING, K, NULL), E), R); }
attr_column(A) ::= COLUMN(K) NAME(N).            { A = parser_node(p, AST_ATTR_COLUMN, K, N); }
named(A) ::= . [LOWEST]                          { A = NULL; }
named(A) ::= NAMED(K) NAME(N).                   { A = parser_node(p, AST_NAMED, K, N); }
if(A) ::= .                                      { A = NULL; }
if(A) ::= IF(K) NAME(N).                         { A = parser_node(p, AST_IF, K, N); }
%type always {const token *}
always(A) ::= .                                  { A = NULL; }
always(A) ::= ALWAYS(K).                         { A = K; }
auto_options(A) ::= .                            { A = NULL; }
auto_options(A) ::= LP options(O) RP(R).         { A = parser_close(p, O, R); }
%type generated_kind {const token *}
generated_kind(A) ::= .                          { A = NULL; }
generated_kind(A) ::= STORED|VIRTUAL(K).         { A = K; }
deferrable(A) ::= DEFERRABLE(K).                 { A = parser_node(p, AST_ATTR_DEFERRABLE, K, NULL); }
deferrable(A) ::= DEFERRABLE(K) INITIALLY DEFERRED(D).
                                                 { A = parser_close(p, parser_flag(parser_node(p, AST_ATTR_DEFERRABLE, K, NULL), AST_INITIALLY_DEFERRED), D); }
on_action(A) ::= ON(K) DELETE action(T).         { A = parser_action(p, AST_ATTR_ON_DELETE, K, T); }
on_action(A) ::= ON(K) UPDATE action(T).         { A = parser_action(p, AST_ATTR_ON_UPDATE, K, T); }
%type action {const token *}
action(A) ::= CASCADE|RESTRICT(K).               { A = K; }
action(A) ::= SET NULL|DEFAULT(K).               { A = K; }
action(A) ::= NO ACTION(K).                      { A = K; }

/* a check is an item, and without a name right behind a field that field's attribute */
check(A) ::= CHECK(K) item_name(N) LP expr(E) RP(R) named(D) not_valid(V).
                                                 { A = ast_add(ast_add(parser_item(p, AST_CHECK, K, N, E, R), D), V); }
not_valid(A) ::= . [LOWEST]                      { A = NULL; }
not_valid(A) ::= NOT_VALID(K) VALID(V).          { A = parser_close(p, parser_node(p, AST_NOT_VALID, K, NULL), V); }

/* items */
%type item_name {const token *}
item_name(A) ::= .                               { A = NULL; }
item_name(A) ::= NAME(N).                        { A = N; }

item(A) ::= PRIMARY(K) KEY named(N) key_columns(C) item_include(I) item_conflict(O).
                                                 { A = ast_add(ast_add(ast_add(ast_add(parser_node(p, AST_PRIMARY_KEY, K, NULL), N), C), I), O); }
item(A) ::= UNIQUE(K) item_name(N) LP keys(L) RP(R) index_options(O). [LOWEST]
                                                 { A = ast_adopt(parser_item(p, AST_UNIQUE, K, N, L, R), O); }
item(A) ::= INDEX(K) item_name(N) LP keys(L) RP(R) index_options(O). [LOWEST]
                                                 { A = ast_adopt(parser_item(p, AST_INDEX, K, N, L, R), O); }
item(A) ::= FOREIGN(K) KEY item_name(N) column_list(C) references(R) foreign_options(O). [LOWEST]
                                                 { A = ast_adopt(ast_add(parser_item(p, AST_FOREIGN_KEY, K, N, C, NULL), R), O); }
item(A) ::= EXCLUDE(K) item_name(N) using(U) LP exclude_keys(L) RP(R) exclude_options(O). [LOWEST]
                                                 { A = ast_adopt(parser_exclude(p, K, N, U, L, R), O); }
item(A) ::= partition_by(T).                     { A = T; }
item(A) ::= partition(T).                        { A = T; }
item(A) ::= storage(S).                          { A = S; }
item(A) ::= UNLOGGED(K).                         { A = parser_node(p, AST_UNLOGGED, K, NULL); }
item(A) ::= row_form(F).                         { A = F; }
item(A) ::= row_security(S).                     { A = S; }
item(A) ::= FOR(K) NAME(N) LBRACE elements(L) RBRACE(R). { A = parser_for(p, K, N, L, R); }

partition_by(A) ::= PARTITION(K) BY NAME(M) LP keys(L) RP(R).
                                                 { A = parser_close(p, ast_add(parser_choice(p, AST_PARTITION_BY, K, M, "range list hash"), L), R); }
partition(A) ::= PARTITION(K) NAME(N) bound(B).  { A = ast_add(parser_node(p, AST_PARTITION, K, N), B); }
row_form(A) ::= STRICT(K).                       { A = parser_node(p, AST_STRICT, K, NULL); }
row_form(A) ::= WITHOUT(K) ROWID(E).             { A = parser_close(p, parser_node(p, AST_WITHOUT_ROWID, K, NULL), E); }
row_security(A) ::= ROW(K) SECURITY(S).          { A = parser_close(p, parser_node(p, AST_ROW_SECURITY, K, NULL), S); }
row_security(A) ::= FORCE(K) ROW SECURITY(S).    { A = parser_close(p, parser_node(p, AST_FORCE_ROW_SECURITY, K, NULL), S); }
storage(A) ::= STORAGE(K) LP options(O) RP(R).   { A = parser_close(p, ast_adopt(parser_node(p, AST_STORAGE, K, NULL), O), R); }
item_include(A) ::= . [LOWEST]                   { A = NULL; }
item_include(A) ::= include(I).                  { A = I; }
item_conflict(A) ::= . [LOWEST]                  { A = NULL; }
item_conflict(A) ::= on_conflict(O).             { A = O; }
on_conflict(A) ::= ON(K) CONFLICT NAME(M).       { A = parser_close(p, parser_choice(p, AST_ON_CONFLICT, K, M, "replace ignore fail rollback abort"), M); }
include(A) ::= INCLUDE(K) LP names(L) RP(R).     { A = parser_close(p, ast_adopt(parser_node(p, AST_INCLUDE, K, NULL), L), R); }
using(A) ::= USING(K) NAME(N).                   { A = parser_node(p, AST_USING, K, N); }
where(A) ::= WHERE(K) LP expr(E) RP(R).          { A = parser_close(p, ast_add(parser_node(p, AST_WHERE, K, NULL), E), R); }

index_options(A) ::= .                           { A = NULL; }
index_options(A) ::= index_options(L) index_option(O). { A = parser_chain(p, L, O); }
index_option(A) ::= AS(K) INDEX(E).              { A = parser_close(p, parser_node(p, AST_AS_INDEX, K, NULL), E); }
index_option(A) ::= AS(K) CONSTRAINT(E).         { A = parser_close(p, parser_node(p, AST_AS_CONSTRAINT, K, NULL), E); }
index_option(A) ::= using(U).                    { A = U; }
index_option(A) ::= include(I).                  { A = I; }
index_option(A) ::= where(W).                    { A = W; }
index_option(A) ::= WITH(K) LP options(O) RP(R). { A = parser_close(p, ast_adopt(parser_node(p, AST_WITH, K, NULL), O), R); }
index_option(A) ::= on_conflict(O).              { A = O; }
index_option(A) ::= CONCURRENTLY(K).             { A = parser_node(p, AST_CONCURRENTLY, K, NULL); }
index_option(A) ::= NULLS(K) NOT DISTINCT(D).    { A = parser_close(p, parser_node(p, AST_NULLS_NOT_DISTINCT, K, NULL), D); }

references(A) ::= REFERENCES(K) NAME(N).         { A = parser_node(p, AST_REFERENCES, K, N); }
references(A) ::= REFERENCES(K) NAME(N) column_list(C). { A = ast_add(parser_node(p, AST_REFERENCES, K, N), C); }
foreign_options(A) ::= .                         { A = NULL; }
foreign_options(A) ::= foreign_options(L) foreign_option(O). { A = parser_chain(p, L, O); }
foreign_option(A) ::= on_action(O).              { A = O; }
foreign_option(A) ::= deferrable(D).             { A = D; }
foreign_option(A) ::= NOT_VALID(K) VALID(V).     { A = parser_close(p, parser_node(p, AST_ATTR_NOT_VALID, K, NULL), V); }

exclude_keys(A) ::= exclude_key(K).              { A = parser_list_of(p, K); }
exclude_keys(A) ::= exclude_keys(L) COMMA exclude_key(K). { A = ast_add(L, K); }
exclude_key(A) ::= key(K) WITH EQ|NE|LT|LE|GT|GE|OPERATOR|TILDE(O). { A = parser_exclude_key(p, K, O); }
exclude_options(A) ::= .                         { A = NULL; }
exclude_options(A) ::= exclude_options(L) exclude_option(O). { A = parser_chain(p, L, O); }
exclude_option(A) ::= where(W).                  { A = W; }
exclude_option(A) ::= deferrable(D).             { A = D; }

bound(A) ::= DEFAULT(K).                         { A = parser_bound(p, K, K); }
bound(A) ::= FOR VALUES STRING(S).               { A = parser_node(p, AST_BODY, S, S); }
bound(A) ::= FOR(K) VALUES FROM LP expr_list RP TO LP expr_list RP(R). { A = parser_bound(p, K, R); }
bound(A) ::= FOR(K) VALUES IN LP expr_list RP(R). { A = parser_bound(p, K, R); }
bound(A) ::= FOR(K) VALUES WITH LP options RP(R). { A = parser_bound(p, K, R); }

/* lists of names, keys and options */
column_list(A) ::= LP(B) names(L) RP(R).         { A = parser_close(p, ast_adopt(parser_node(p, AST_COLUMN_LIST, B, NULL), L), R); }
names(A) ::= NAME(N).                            { A = parser_list_of(p, parser_node(p, AST_NAME, N, N)); }
names(A) ::= names(L) COMMA NAME(N).             { A = ast_add(L, parser_node(p, AST_NAME, N, N)); }

key_columns(A) ::= LP(B) key_column_list(L) RP(R). { A = parser_close(p, ast_adopt(parser_node(p, AST_COLUMN_LIST, B, NULL), L), R); }
key_column_list(A) ::= key_column(C).            { A = parser_list_of(p, C); }
key_column_list(A) ::= key_column_list(L) COMMA key_column(C). { A = ast_add(L, C); }
key_column(A) ::= NAME(N) key_collation(C) key_order(D). { A = parser_key_column(p, N, C, D); }
key_collation(A) ::= .                           { A = NULL; }
key_collation(A) ::= COLLATE(K) NAME|STRING(N).  { A = parser_node(p, AST_ATTR_COLLATE, K, N); }

keys(A) ::= key(K).                              { A = ast_add(parser_node(p, AST_KEY_LIST, NULL, NULL), K); }
keys(A) ::= keys(L) COMMA key(K).                { A = ast_add(L, K); }
key(A) ::= expr(E) opclass(O) key_order(D) key_nulls(N). { A = parser_key(p, E, O, D, N); }
%type opclass {const token *}
opclass(A) ::= .                                 { A = NULL; }
opclass(A) ::= NAME(N).                          { A = N; }
%type key_order {const token *}
key_order(A) ::= .                               { A = NULL; }
key_order(A) ::= ASC|DESC(K).                    { A = K; }
%type key_nulls {const token *}
key_nulls(A) ::= .                               { A = NULL; }
key_nulls(A) ::= NULLS FIRST|LAST(K).            { A = K; }

options(A) ::= option(O).                        { A = parser_list_of(p, O); }
options(A) ::= options(L) option(O).             { A = ast_add(L, O); }
options(A) ::= options(L) COMMA option(O).       { A = ast_add(L, O); }
option(A) ::= NAME(N).                           { A = parser_node(p, AST_OPTION, N, N); }
option(A) ::= NAME(N) option_value(V).           { A = ast_add(parser_node(p, AST_OPTION, N, N), V); }
option(A) ::= NAME(N) EQ option_value(V).        { A = ast_add(parser_node(p, AST_OPTION, N, N), V); }
option(A) ::= NAME(N) EQ NAME(W).                { A = ast_add(parser_node(p, AST_OPTION, N, N), parser_node(p, AST_NAME_EXPR, W, W)); }
option_value(A) ::= NUMBER|STRING|TRUE|FALSE(T). { A = parser_literal(p, T); }
option_value(A) ::= MINUS(M) NUMBER(T).          { A = parser_unary(p, M, parser_literal(p, T)); }

/* --- expressions --- */
expr(A) ::= NULL|TRUE|FALSE|NUMBER|STRING(T).    { A = parser_literal(p, T); }
expr(A) ::= NAME(N).                             { A = parser_node(p, AST_NAME_EXPR, N, N); }
expr(A) ::= qualified(Q).                        { A = Q; }
qualified(A) ::= NAME(N) DOT NAME(M).            { A = ast_add(parser_node(p, AST_NAME_EXPR, N, N), parser_node(p, AST_NAME, M, M)); }
qualified(A) ::= qualified(Q) DOT NAME(M).       { A = ast_add(Q, parser_node(p, AST_NAME, M, M)); }
expr(A) ::= NAME(N) STRING(S).                   { A = parser_typed_literal(p, N, S); }
expr(A) ::= LP(B) expr(E) RP(R).                 { A = parser_enclosed(p, B, E, R); }
expr(A) ::= call(C).                             { A = C; }
call(A) ::= NAME(N) LP call_args(L) RP(R).       { A = parser_call(p, parser_node(p, AST_CALL_EXPR, N, N), L, R); }
call(A) ::= qualified(Q) LP call_args(L) RP(R).  { A = parser_call(p, parser_qualified_call(p, Q), L, R); }
call(A) ::= NAME(N) LP expr(F) FROM expr(E) RP(R). { A = parser_extract(p, N, F, E, R); }
call_args(A) ::= .                               { A = NULL; }
call_args(A) ::= STAR(S).                        { A = parser_list_of(p, parser_node(p, AST_STAR_EXPR, S, NULL)); }
call_args(A) ::= expr_list(L).                   { A = L; }
call_args(A) ::= DISTINCT expr_list(L).          { A = parser_flag(L, AST_DISTINCT); }
expr_list(A) ::= expr(E).                        { A = parser_list_of(p, E); }
expr_list(A) ::= expr_list(L) COMMA expr(E).     { A = ast_add(L, E); }

expr(A) ::= NOT|NOT_VALID(O) expr(E). [NOT]      { A = parser_unary(p, O, E); }
expr(A) ::= MINUS|PLUS|TILDE(O) expr(E). [UNARY] { A = parser_unary(p, O, E); }
expr(A) ::= expr(L) OR(O) expr(R).               { A = parser_binary(p, L, O, R, 0); }
expr(A) ::= expr(L) AND(O) expr(R).              { A = parser_binary(p, L, O, R, 0); }
expr(A) ::= expr(L) EQ|NE|LT|LE|GT|GE(O) expr(R). [EQ] { A = parser_binary(p, L, O, R, 0); }
expr(A) ::= expr(L) LIKE|ILIKE(O) expr(R). [LIKE] { A = parser_binary(p, L, O, R, 0); }
expr(A) ::= expr(L) LIKE|ILIKE(O) expr(R) ESCAPE expr(E). [LIKE] { A = parser_binary(p, L, O, parser_escape(p, R, E), 0); }
expr(A) ::= expr(L) SIMILAR(O) TO expr(R). [LIKE] { A = parser_binary(p, L, O, R, 0); }
expr(A) ::= expr(L) NOT_LIKE LIKE|ILIKE(O) expr(R). [LIKE] { A = parser_binary(p, L, O, R, AST_NOT); }
expr(A) ::= expr(L) NOT_LIKE LIKE|ILIKE(O) expr(R) ESCAPE expr(E). [LIKE] { A = parser_binary(p, L, O, parser_escape(p, R, E), AST_NOT); }
expr(A) ::= expr(L) NOT_LIKE SIMILAR(O) TO expr(R). [LIKE] { A = parser_binary(p, L, O, R, AST_NOT); }
expr(A) ::= expr(L) OPERATOR|TILDE|QUESTION(O) expr(R). [OPERATOR] { A = parser_binary(p, L, O, R, 0); }
expr(A) ::= expr(L) PLUS|MINUS(O) expr(R). [PLUS] { A = parser_binary(p, L, O, R, 0); }
expr(A) ::= expr(L) STAR|SLASH|PERCENT(O) expr(R). [STAR] { A = parser_binary(p, L, O, R, 0); }
expr(A) ::= expr(L) CARET(O) expr(R).            { A = parser_binary(p, L, O, R, 0); }
expr(A) ::= expr(L) AT_TIME_ZONE(O) expr(R).     { A = parser_binary(p, L, O, R, 0); }
expr(A) ::= expr(L) EQ|NE|LT|LE|GT|GE(O) ANY|ALL(Q) LP expr(E) RP(R). [EQ] { A = parser_quantified(p, L, O, Q, E, R, 0); }
expr(A) ::= expr(L) LIKE|ILIKE(O) ANY|ALL(Q) LP expr(E) RP(R). [LIKE] { A = parser_quantified(p, L, O, Q, E, R, 0); }
expr(A) ::= expr(L) NOT_LIKE LIKE|ILIKE(O) ANY|ALL(Q) LP expr(E) RP(R). [LIKE] { A = parser_quantified(p, L, O, Q, E, R, AST_NOT); }
expr(A) ::= expr(L) OPERATOR|TILDE|QUESTION(O) ANY|ALL(Q) LP expr(E) RP(R). [OPERATOR] { A = parser_quantified(p, L, O, Q, E, R, 0); }

expr(A) ::= expr(L) IS(O) is_what(W).            { A = parser_is(p, L, O, W, 0); }
expr(A) ::= expr(L) IS(O) NOT is_what(W).        { A = parser_is(p, L, O, W, AST_NOT); }
expr(A) ::= expr(L) IS(O) DISTINCT(D) FROM expr(R). [IS] { A = ast_add(parser_is(p, L, O, D, 0), R); }
expr(A) ::= expr(L) IS(O) NOT DISTINCT(D) FROM expr(R). [IS] { A = ast_add(parser_is(p, L, O, D, AST_NOT), R); }
expr(A) ::= expr(L) IS_SAME expr(R). [IS]        { A = parser_same(p, L, R, AST_NOT); }
expr(A) ::= expr(L) IS_OTHER expr(R). [IS]       { A = parser_same(p, L, R, 0); }
%type is_what {const token *}
is_what(A) ::= NULL|TRUE|FALSE|UNKNOWN(K).       { A = K; }

expr(A) ::= expr(V) BETWEEN expr(L) AND expr(H). [BETWEEN] { A = parser_between(p, V, L, H, 0); }
expr(A) ::= expr(V) NOT_LIKE BETWEEN expr(L) AND expr(H). [BETWEEN] { A = parser_between(p, V, L, H, AST_NOT); }
expr(A) ::= expr(V) IN LP expr_list(L) RP(R). [IN] { A = parser_in(p, V, L, R, 0); }
expr(A) ::= expr(V) NOT_LIKE IN LP expr_list(L) RP(R). [IN] { A = parser_in(p, V, L, R, AST_NOT); }

expr(A) ::= CAST(K) LP expr(E) AS bare_type(T) RP(R). { A = parser_close(p, ast_add(ast_add(parser_node(p, AST_CAST_EXPR, K, NULL), E), T), R); }
expr(A) ::= CAST(K) LP expr(E) AS SQL_TYPE(T) RP(R). { A = parser_close(p, ast_add(ast_add(parser_node(p, AST_CAST_EXPR, K, NULL), E), parser_sql_type(p, T)), R); }
expr(A) ::= expr(E) CAST_TO bare_type(T). [LOWEST] { A = parser_cast(p, E, T); }
expr(A) ::= expr(E) CAST_TO SQL_TYPE(T).         { A = parser_cast(p, E, parser_sql_type(p, T)); }
expr(A) ::= expr(E) COLLATE NAME|STRING(N).      { A = parser_collate(p, E, N); }
expr(A) ::= expr(E) LBRACKET expr(I) RBRACKET(R). { A = parser_subscript(p, E, I, R); }
expr(A) ::= ARRAY(K) LBRACKET RBRACKET(R).       { A = parser_close(p, parser_node(p, AST_ARRAY_EXPR, K, NULL), R); }
expr(A) ::= ARRAY(K) LBRACKET expr_list(L) RBRACKET(R). { A = parser_close(p, ast_adopt(parser_node(p, AST_ARRAY_EXPR, K, NULL), L), R); }
expr(A) ::= SQL(K) LP natives(L) RP(R).          { A = parser_sql(p, K, L, R); }

expr(A) ::= CASE(K) whens(W) else(E) END(R).     { A = parser_case(p, K, NULL, W, E, R); }
expr(A) ::= CASE(K) expr(V) whens(W) else(E) END(R). { A = parser_case(p, K, V, W, E, R); }
whens(A) ::= when(W).                            { A = parser_list_of(p, W); }
whens(A) ::= whens(L) when(W).                   { A = ast_add(L, W); }
when(A) ::= WHEN(K) expr(C) THEN expr(V).        { A = ast_add(ast_add(parser_node(p, AST_WHEN_EXPR, K, NULL), C), V); }
else(A) ::= .                                    { A = NULL; }
else(A) ::= ELSE(K) expr(V).                     { A = ast_add(parser_node(p, AST_ELSE_EXPR, K, NULL), V); }

/* --- changes --- */
changes(A) ::= .                                 { A = parser_list(p); }
changes(A) ::= changes(L) change(C).             { A = ast_add(L, C); }
changes(A) ::= changes(L) BROKEN.                { A = parser_broken(L); }
change(A) ::= ADD(K) declaration(D).             { A = parser_change(p, AST_ADD, K, D); }
change(A) ::= DROP(K) declaration(D).            { A = parser_change(p, AST_REMOVE, K, D); }
change(A) ::= RENAME(K) MODEL(W) rename_model(O) TO rename_model(N). { A = parser_rename(p, K, W, O, N); }
change(A) ::= RENAME(K) ENUM(W) rename_enum(O) TO rename_enum(N). { A = parser_rename(p, K, W, O, N); }
change(A) ::= RENAME(K) VIEW|SEQUENCE(W) rename_model(O) TO rename_model(N) rename_for(D).
                                                 { A = ast_add(parser_rename(p, K, W, O, N), D); }
change(A) ::= ALTER(K) object_side(O) TO object_side(N). { A = parser_replace(p, K, O, N); }
change(A) ::= ALTER(K) MODEL(W) NAME(N) LBRACE model_changes(L) RBRACE(R). { A = parser_alter(p, K, W, N, L, R); }
change(A) ::= ALTER(K) ENUM(W) NAME(N) LBRACE enum_changes(L) RBRACE(R). { A = parser_alter(p, K, W, N, L, R); }
rename_for(A) ::= .                              { A = NULL; }
rename_for(A) ::= FOR(K) NAME(N).                { A = parser_choice(p, AST_DIALECT, K, N, "postgresql sqlite"); }
object_side(A) ::= object(O).                    { A = O; }
object_side(A) ::= FOR(K) NAME(N) LBRACE object(O) RBRACE(R). { A = parser_for(p, K, N, parser_list_of(p, O), R); }
rename_model(A) ::= old_name(N).                 { A = N; }
rename_model(A) ::= old_name(N) table(T).        { A = ast_add(N, T); }
rename_enum(A) ::= old_name(N).                  { A = N; }
rename_enum(A) ::= old_name(N) TYPE(K) NAME(T).  { A = ast_add(N, parser_node(p, AST_TYPE_NAME, K, T)); }
rename_field(A) ::= old_name(N).                 { A = N; }
rename_field(A) ::= old_name(N) attr_column(C).  { A = ast_add(N, C); }
rename_member(A) ::= old_name(N).                { A = N; }
rename_member(A) ::= old_name(N) stored(S).      { A = ast_add(N, S); }
old_name(A) ::= NAME(N).                         { A = parser_list_of(p, parser_node(p, AST_NAME, N, N)); }

model_changes(A) ::= .                           { A = parser_list(p); }
model_changes(A) ::= model_changes(L) model_change(C). { A = ast_add(L, C); }
model_changes(A) ::= model_changes(L) BROKEN.    { A = parser_broken(L); }
model_change(A) ::= ADD(K) part(E).              { A = parser_change(p, AST_ADD, K, E); }
model_change(A) ::= DROP(K) part(E).             { A = parser_change(p, AST_REMOVE, K, E); }
model_change(A) ::= ALTER(K) side(O) TO side(N). { A = parser_replace(p, K, O, N); }
model_change(A) ::= ALTER(K) table_options(O) TO table_options(N). { A = parser_replace(p, K, O, N); }
model_change(A) ::= RENAME(K) FIELD(W) rename_field(O) TO rename_field(N). { A = parser_rename(p, K, W, O, N); }
model_change(A) ::= ADD(K) keyed_row(W).         { A = parser_change(p, AST_ADD, K, W); }
model_change(A) ::= DROP(K) keyed_row(W).        { A = parser_change(p, AST_REMOVE, K, W); }
model_change(A) ::= ALTER(K) keyed_row(O) TO keyed_row(N). { A = parser_replace(p, K, O, N); }
model_change(A) ::= ALTER(K) partition(O) TO partition(N). { A = parser_replace(p, K, O, N); }
model_change(A) ::= RENAME(K) INDEX|CONSTRAINT|PARTITION(W) old_name(O) TO old_name(N). { A = parser_rename(p, K, W, O, N); }
part(A) ::= whole_field(F).                      { A = F; }
part(A) ::= item(I).                             { A = I; }
part(A) ::= check(C).                            { A = parser_named_item(C); }
keyed_row(A) ::= ROW cells_row(W) KEY column_list(C). { A = ast_add(W, C); }
keyed_row(A) ::= ROW cells_row(W) KEY column_list(C) FOR(K) NAME(N). { A = ast_add(ast_add(W, C), parser_choice(p, AST_DIALECT, K, N, "postgresql sqlite")); }
side(A) ::= whole_field(F).                      { A = F; }
side(A) ::= FOR(K) NAME(N) LBRACE whole_field(F) RBRACE(R). { A = parser_for(p, K, N, parser_list_of(p, F), R); }
whole_field(A) ::= field(F). [LOWEST]            { A = F; }
whole_field(A) ::= whole_field(F) attribute(T).  { A = ast_add(F, T); }
whole_field(A) ::= whole_field(F) check(C).      { A = parser_field_check(F, C); }
table_options(A) ::= TABLE(K) NAME(N).           { A = parser_node(p, AST_TABLE_OPTIONS, K, N); }
table_options(A) ::= table_options(L) table_option(O). { A = ast_add(L, O); }
table_option(A) ::= IN(K) NAME(N).               { A = parser_node(p, AST_IN_SCHEMA, K, N); }
table_option(A) ::= storage(S).                  { A = S; }
table_option(A) ::= UNLOGGED(K).                 { A = parser_node(p, AST_UNLOGGED, K, NULL); }
table_option(A) ::= row_form(F).                 { A = F; }
table_option(A) ::= row_security(S).             { A = S; }
table_option(A) ::= partition_by(T).             { A = T; }
table_option(A) ::= UNMANAGED(K).                { A = parser_node(p, AST_UNMANAGED, K, NULL); }
table_option(A) ::= FOR(K) NAME(N).              { A = parser_choice(p, AST_DIALECT, K, N, "postgresql sqlite"); }

enum_changes(A) ::= .                            { A = parser_list(p); }
enum_changes(A) ::= enum_changes(L) enum_change(C). { A = ast_add(L, C); }
enum_changes(A) ::= enum_changes(L) BROKEN.      { A = parser_broken(L); }
enum_change(A) ::= ADD(K) member(M) position(W). { A = ast_add(parser_change(p, AST_ADD, K, M), W); }
enum_change(A) ::= DROP(K) member(M) position(W). { A = ast_add(parser_change(p, AST_REMOVE, K, M), W); }
enum_change(A) ::= RENAME(K) MEMBER(W) rename_member(O) TO rename_member(N). { A = parser_rename(p, K, W, O, N); }
enum_change(A) ::= ALTER(K) member(O) TO member(N). { A = parser_replace(p, K, O, N); }
enum_change(A) ::= ALTER(K) type_options(O) TO type_options(N). { A = parser_replace(p, K, O, N); }
enum_change(A) ::= REORDER(K) name_run(O) TO name_run(N). { A = ast_add(ast_add(parser_node(p, AST_REORDER, K, NULL), O), N); }
position(A) ::= .                                { A = NULL; }
position(A) ::= BEFORE|AFTER(K) NAME(N).         { A = parser_position(p, K, N); }
type_options(A) ::= TYPE(K) NAME(N).             { A = parser_node(p, AST_ENUM_OPTIONS, K, N); }
type_options(A) ::= type_options(L) IN(K) NAME(N). { A = ast_add(L, parser_node(p, AST_IN_SCHEMA, K, N)); }
type_options(A) ::= type_options(L) stored_as(S). { A = ast_add(L, S); }
type_options(A) ::= type_options(L) FOR(K) NAME(N). { A = ast_add(L, parser_choice(p, AST_DIALECT, K, N, "postgresql sqlite")); }
name_run(A) ::= LP(B) name_words(L) RP(R).       { A = parser_close(p, ast_adopt(parser_node(p, AST_COLUMN_LIST, B, NULL), L), R); }
name_words(A) ::= NAME(N).                       { A = parser_list_of(p, parser_node(p, AST_NAME, N, N)); }
name_words(A) ::= name_words(L) NAME(N).         { A = ast_add(L, parser_node(p, AST_NAME, N, N)); }

/* --- the project file: here a name is a SETTING where the driver finds it at the beginning of a line, of a block or behind a
 * literal, and else a value --- */
project(A) ::= PROJECT(K) NAME(N) LBRACE settings(L) RBRACE(R). { A = parser_block(p, AST_PROJECT, K, N, NULL, L, R); }
settings(A) ::= .                                { A = parser_list(p); }
settings(A) ::= settings(L) setting(S).          { A = ast_add(L, S); }
settings(A) ::= settings(L) BROKEN.              { A = parser_broken(L); }
setting(A) ::= SETTING(N) values(V).             { A = ast_adopt(parser_node(p, AST_SETTING, N, N), V); }
setting(A) ::= SETTING(N) values(V) LBRACE settings(L) RBRACE(R). { A = parser_block(p, AST_SETTING, N, N, V, L, R); }
values(A) ::= .                                  { A = NULL; }
values(A) ::= values(L) value(V).                { A = parser_chain(p, L, V); }
value(A) ::= NAME(N).                            { A = parser_node(p, AST_NAME, N, N); }
value(A) ::= STRING|NUMBER|TRUE|FALSE(T).        { A = parser_literal(p, T); }
value(A) ::= MINUS(M) NUMBER(T).                 { A = parser_unary(p, M, parser_literal(p, T)); }
value(A) ::= env(E).                             { A = E; }
value(A) ::= env(E) OR STRING(S).                { A = ast_add(E, parser_literal(p, S)); }
env(A) ::= ENV(K) LP STRING(S) RP(R).            { A = parser_close(p, parser_node(p, AST_ENV, K, S), R); }

/* --- what the driver asks of the machine; see compiler/syntax/grammar.h --- */
%code {
size_t grammar_size(void)
{
    return sizeof(yyParser);
}

uint32_t grammar_n_terminals(void)
{
    return YYNTOKEN;
}

bool grammar_is_full(const void *machine)
{
    const yyParser *m = machine;
    return m->yytos - m->yystack > YYSTACKDEPTH - 100;
}

/* The action of a state, without the fallback of words to names. */
static YYACTIONTYPE grammar_exact_action(YYCODETYPE kind, YYACTIONTYPE state)
{
    if (state > YY_MAX_SHIFT)
        return state;
    int i = yy_shift_ofst[state] + kind;
    return yy_lookahead[i] == kind ? yy_action[i] : yy_default[state];
}

/* A walk over the tables that leaves the machine as it is: states pushed on the way stand beside its stack. */
enum { GRAMMAR_PUSHED_LIMIT = 100 };
typedef struct grammar_walk {
    const yyStackEntry *top;
    size_t n_pushed;
    YYACTIONTYPE pushed[GRAMMAR_PUSHED_LIMIT];
} grammar_walk;

static YYACTIONTYPE grammar_state(const grammar_walk *w)
{
    return w->n_pushed ? w->pushed[w->n_pushed - 1] : w->top->stateno;
}

static void grammar_reduce(grammar_walk *w, unsigned rule)
{
    size_t n = (size_t)-yyRuleInfoNRhs[rule];
    size_t own = n < w->n_pushed ? n : w->n_pushed;
    w->n_pushed -= own;
    w->top -= n - own;
    w->pushed[w->n_pushed] = yy_find_reduce_action(grammar_state(w), yyRuleInfoLhs[rule]);
    w->n_pushed++;
}

/* Goes on until the terminal is shifted (true, and its state is pushed) or refused. */
static bool grammar_step(grammar_walk *w, YYCODETYPE kind, bool exact)
{
    while (w->n_pushed < GRAMMAR_PUSHED_LIMIT) {
        YYACTIONTYPE state = grammar_state(w);
        YYACTIONTYPE action = exact ? grammar_exact_action(kind, state) : yy_find_shift_action(kind, state);
        if (action <= YY_MAX_SHIFTREDUCE) {
            bool shift = action <= YY_MAX_SHIFT;
            w->pushed[w->n_pushed++] = shift ? action : (YYACTIONTYPE)(action + YY_MIN_REDUCE - YY_MIN_SHIFTREDUCE);
            return true;
        }
        if (action < YY_MIN_REDUCE)
            return action == YY_ACCEPT_ACTION;
        grammar_reduce(w, action - YY_MIN_REDUCE);
    }
    return false;
}

bool grammar_expects(const void *machine, uint32_t kind)
{
    grammar_walk w = {.top = ((const yyParser *)machine)->yytos};
    return grammar_step(&w, (YYCODETYPE)kind, true);
}

bool grammar_accepts(const void *machine, uint32_t kind)
{
    grammar_walk w = {.top = ((const yyParser *)machine)->yytos};
    return grammar_step(&w, (YYCODETYPE)kind, false);
}

bool grammar_accepts_both(const void *machine, uint32_t kind, uint32_t next)
{
    grammar_walk w = {.top = ((const yyParser *)machine)->yytos};
    return grammar_step(&w, (YYCODETYPE)kind, false) && grammar_step(&w, (YYCODETYPE)next, false);
}

/* Counts what an entry adds to the open brackets; the walk goes from the top down, so closing ones come first. */
static void grammar_count(grammar_open *open, grammar_open *closed, const yyStackEntry *entry)
{
    switch (entry->major) {
    case TK_RBRACE:
        closed->braces++;
        break;
    case TK_RP:
    case TK_RBRACKET:
        closed->others++;
        break;
    case TK_LBRACE:
        if (closed->braces > 0)
            closed->braces--;
        else if (open->braces++ == 0)
            open->brace = entry->minor.yy0;
        break;
    case TK_LP:
    case TK_LBRACKET:
        if (closed->others > 0)
            closed->others--;
        else
            open->others++;
        break;
    default:
        break;
    }
}

bool grammar_unwind(void *machine, uint32_t kind, grammar_open *popped)
{
    yyParser *m = machine;
    const yyStackEntry *top = m->yytos;
    grammar_open seen = {0, 0, NULL};
    grammar_open closed = {0, 0, NULL};
    for (yyStackEntry *entry = m->yytos; entry > m->yystack; entry--) {
        grammar_walk w = {.top = entry};
        bool whole = entry == top; /* what is complete may be reduced; what was cut off must not count as complete */
        bool takes = whole || grammar_exact_action(TK_BROKEN, entry->stateno) <= YY_MAX_SHIFTREDUCE;
        if (takes && grammar_step(&w, TK_BROKEN, true) && (kind == GRAMMAR_ANY || grammar_step(&w, (YYCODETYPE)kind, false))) {
            m->yytos = entry;
            *popped = seen;
            return true;
        }
        grammar_count(&seen, &closed, entry);
    }
    return false;
}

grammar_open grammar_open_brackets(const void *machine)
{
    const yyParser *m = machine;
    grammar_open open = {0, 0, NULL};
    grammar_open closed = {0, 0, NULL};
    for (const yyStackEntry *entry = m->yytos; entry > m->yystack; entry--)
        grammar_count(&open, &closed, entry);
    return open;
}
}
