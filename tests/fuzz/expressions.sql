i > 0
i > -5
i >= 1 AND i <= 5
i BETWEEN 1 AND 5
i NOT BETWEEN 1 AND 5
i <> 3
i != 3
i = 1 OR i = 2 OR i = 3
i = 1 AND (x = 'a' OR x = 'b') AND NOT flag
s > 3
s = 3::smallint
b > 3
b > 3000000000
b = 2::bigint
b = '2'
n = '2'::numeric AND d = '1.5'
n > 0
n > 0.5
n > 1.50
n > '-1.5'
d > 0
d > 0.5
r < 1.5
i < d
i < r
i < n
n < d
s < b
x = 'a'
x <> ''
x = 'it''s'
x = E'tab\tquote''back\\'
v = 'a'
v <> x
v = v2
c = 'a'
c <> x
flag
NOT flag
flag = true
flag IS TRUE
flag IS NOT FALSE
flag IS UNKNOWN
x IS NULL
x IS NOT NULL AND v IS NULL
i IS DISTINCT FROM 3
x IS NOT DISTINCT FROM 'a'
u = '00000000-0000-0000-0000-000000000000'
day > '2020-01-01'
at > '2020-01-01 00:00:00'
day < at
seen > now()
seen > CURRENT_TIMESTAMP
day <= CURRENT_DATE
spell > '1 day'
x = CURRENT_USER
x = SESSION_USER
role = 'USER'
role <> 'ADMIN'::"Role"
role::text = 'USER'
'USER'::"Role"::text = x
role = ANY (roles)
x IN ('a', 'b')
x NOT IN ('a', 'b')
v IN ('a', 'b')
v NOT IN ('a', 'b')
v::text = ANY (ARRAY['a'::text, 'b'::text])
v::text = ANY (ARRAY['a'::character varying::text, 'b'::character varying::text])
c IN ('a', 'b')
i IN (1, 2)
i IN (1)
s IN (1, 2)
b IN (1, 2)
b = ANY (ARRAY[1, 2])
n IN (1, 2.5)
role IN ('USER', 'ADMIN')
role NOT IN ('USER')
x = ANY (names)
i = ALL (numbers)
x <> ALL (ARRAY['a', 'b'])
day IN ('2020-01-01', '2020-01-02')
numbers = ARRAY[1, 2]
numbers = '{}'
numbers <> ARRAY[]::integer[]
names @> ARRAY['a']
names && ARRAY['a'::text]
numbers[1] > 0
names[i] = 'a'
array_length(numbers, 1) > 2
cardinality(names) < 5
x LIKE 'a%'
x NOT LIKE 'a%'
v LIKE 'a%'
v ILIKE 'a%'
x NOT ILIKE 'a%'
x LIKE 'a!%' ESCAPE '!'
x NOT LIKE 'a!%' ESCAPE '!'
x SIMILAR TO '(a|b)%'
x ~ '^[a-z]+$'
v ~* '^[a-z]+$'
x !~ 'a'
v !~* 'a'
x LIKE ANY (ARRAY['a%', 'b%'])
x NOT LIKE ALL (ARRAY['a%', 'b%'])
x ^@ 'a'
i + 1 > s
i * 2 - 1 < b
i - (s - b) > 0
(i + s) * b > 0
i / 2 = 1 AND i % 2 = 0
- i < 0
n * 1.2 > i
n + i > d
2 ^ d > 3
(i & 1) = 1
(i | 1) # 2 > 0
i << 2 > 8
~ i > 0
abs(i) > 3
round(n, 2) = n
mod(i, 2) = 0
greatest(i, s) > 1
power(d, 2) > 4
lower(x) = x
lower(v) = 'a'
upper(v) <> lower(x)
length(v) > 3
char_length(btrim(v)) > 0
x || 'a' = v
v || ' ' || v2 <> ''
x || i = 'a'
substring(x, 1, 3) = 'abc'
"left"(v, 2) = 'ab'
strpos(v, 'a') > 0
replace(v, 'a', 'b') = 'c'
split_part(v, '@', 2) <> ''
concat(v, 'a', i) <> ''
coalesce(x, '') <> ''
coalesce(v, 'a') = 'b'
coalesce(v, x) = 'b'
coalesce(i, 0) > 0
coalesce(n, 0) > 0
nullif(v, '') IS NOT NULL
coalesce(role, 'USER') = 'USER'
md5(v) = x
to_char(seen, 'YYYY') = '2020'
date_trunc('day', seen) = seen
EXTRACT(year FROM at) > 2000
date_part('year', day) > 2000
(seen AT TIME ZONE 'UTC') > at
timezone('UTC', seen) > at
at + '1 day' > at2
at - at2 < '1 day'
day + 1 > day
age(at) > '1 year'
public.own(i) > 0
"Own"(v) = 'a'
num_nonnulls(i, s) = 1
"position"(x, 'a') > 0
ROW(i, s) = ROW(1, 2)
jsonb_typeof(j) = 'object'
j ->> 'a' = 'b'
j -> 'a' -> 0 = '1'
j #>> '{a,b}' = 'c'
j @> '{"a": 1}'
j ? 'a'
j ?| ARRAY['a', 'b']
(j ->> 'n')::integer > 3
to_tsvector('english', x) @@ to_tsquery('a')
pg_catalog.lower(x) OPERATOR(pg_catalog.=) 'a'
x COLLATE "C" < 'a'
(x COLLATE "C") = lower(x)
i OPERATOR(apart.<=>) 2
x COLLATE public.own < 'a'
i BETWEEN SYMMETRIC 1 AND s
inet_client_addr() IS NULL
CURRENT_TIMESTAMP(3) > seen
v::integer > 3
x::integer > 3
at::date = day
i::text = x
i::numeric(10,2) = n
n::integer = i
x::character varying(3) = v
x::"char" = 'a'
d::real < r
seen::timestamp(3) without time zone = at
b::bit(8) = B'00000001'
names::character varying(5)[] = ARRAY['a'::varchar(5)]
x::regclass IS NOT NULL
CASE WHEN flag THEN i > 0 ELSE true END
CASE x WHEN 'a' THEN 1 WHEN 'b' THEN 2 ELSE 3 END > 1
CASE WHEN i > 0 THEN 'a' ELSE v END = 'a'
CASE v WHEN 'a' THEN 1 ELSE NULL END IS NULL
CASE role WHEN 'USER' THEN true ELSE false END
CASE WHEN flag THEN 'USER'::"Role" END = role
(x IS NULL) = (v IS NULL)
(i > 0) = flag
(i > 0) IS TRUE
"Mixed Case" > 0
"order" > 0
"a""b" > 0
numbers[1:2] = ARRAY[1, 2]
x IS NORMALIZED
position('a' in x) > 0
trim(both 'a' from x) = 'b'
make_interval(days => i) > '1 day'
concat(VARIADIC names) = 'a'
(@ i) > 0
"dot.ted"(i) > 0
i > 0
I>0 AND "x" = 'it''s'
[order] = 1 or `order` == 2
x != 'a' /* note */ -- and more
x IS NOT NULL and v notnull and c isnull
x NOT NULL
x IS v
x IS NOT v
x is not distinct from v
x LIKE 'a%'
x NOT LIKE 'a!%' ESCAPE '!'
x LIKE 'a\%' ESCAPE '\'
x IN ('a', 'b')
i NOT BETWEEN 1 AND 5
length(x) > 3
CAST(i AS TEXT) = x
CAST(x AS INTEGER) > 0
CASE x WHEN 'a' THEN 1 ELSE 2 END = 1
x COLLATE NOCASE = 'a'
x || '-' || v = 'a'
j ->> '$.a' = 'b'
i & 1 = 0
-i < 0 and not flag
(i + 1) * 2 > 3
x = "no column"
"Mixed Case" > 0
coalesce(x, '') <> ''
strftime('%Y', day) = '2020'
1
i + 1 || 'a' = '2a'
x || i * 2 = 'a'
x = v LIKE 'a'
(x || i) * 2 = 4
i + (1 || 'a') = '2a'
x GLOB 'a*'
x LIKE 'a\b'
x REGEXP 'a'
x = X'00'
i IN (SELECT 1)
(i, s) = (1, 2)
json_extract(j, '$.a') MATCH 'a'
nobody > 0
x = 'open
x = 
x = ?1
(v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])
nextval('"Foobar_fizz_seq"'::regclass)
$tag$a $x$ b$tag$ || x
CAST(x AS unsigned big int) > 0
/* a /* b */ c */ x
((((((x))))))
a ->> 'b' || c
x::interval day to second(3)
E'\u00e9\x41\101\'' = U&'x'
"`Own"(v) = 'a'
seen::timestamp(33) without time zone = at
foo 'x'
