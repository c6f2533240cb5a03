WITH cells AS (
  SELECT CAST("segment" AS VARCHAR) AS arm,
    CASE WHEN "visit" IS NULL THEN 1 END AS missing_y0,
    TRY_CAST("visit" AS DOUBLE) AS y0,
    CASE WHEN "conversion" IS NULL THEN 1 END AS missing_y1,
    TRY_CAST("conversion" AS DOUBLE) AS y1,
    CASE WHEN "spend" IS NULL THEN 1 END AS missing_y2,
    TRY_CAST("spend" AS DOUBLE) AS y2,
    CASE WHEN "history" IS NULL THEN 1 END AS missing_x,
    TRY_CAST("history" AS DOUBLE) AS x
  FROM t
),
checked AS (
  SELECT arm,
    missing_y0,
    CASE WHEN abs(y0) <= 1.7976931348623157e308 THEN y0 END AS y0,
    missing_y1,
    CASE WHEN abs(y1) <= 1.7976931348623157e308 THEN y1 END AS y1,
    missing_y2,
    CASE WHEN abs(y2) <= 1.7976931348623157e308 THEN y2 END AS y2,
    missing_x,
    CASE WHEN abs(x) <= 1.7976931348623157e308 THEN x END AS x
  FROM cells
)
SELECT arm,
  CAST(count(*) AS DOUBLE) AS n_people,
  CAST(count(missing_y0) AS DOUBLE) AS n_missing_y0,
  CAST(count(y0) AS DOUBLE) AS n_y0,
  avg(y0) AS mean_y0,
  var_pop(y0) * count(y0) AS m2_y0,
  CAST(count(missing_y1) AS DOUBLE) AS n_missing_y1,
  CAST(count(y1) AS DOUBLE) AS n_y1,
  avg(y1) AS mean_y1,
  var_pop(y1) * count(y1) AS m2_y1,
  CAST(count(missing_y2) AS DOUBLE) AS n_missing_y2,
  CAST(count(y2) AS DOUBLE) AS n_y2,
  avg(y2) AS mean_y2,
  var_pop(y2) * count(y2) AS m2_y2,
  CAST(count(missing_x) AS DOUBLE) AS n_missing_x,
  CAST(count(x) AS DOUBLE) AS n_x,
  avg(x) AS mean_x,
  var_pop(x) * count(x) AS m2_x,
  covar_pop(y0, x) * count(y0) AS c_y0_x,
  covar_pop(y1, x) * count(y1) AS c_y1_x,
  covar_pop(y2, x) * count(y2) AS c_y2_x
FROM checked
GROUP BY arm
ORDER BY arm NULLS FIRST
LIMIT 52
