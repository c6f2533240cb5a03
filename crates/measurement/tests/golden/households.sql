WITH exposed AS (
  SELECT person_id, min(at) AS at, first_value(arm ORDER BY at, arm) AS arm,
    CASE WHEN min(arm) <> max(arm) THEN 1 END AS crossed
  FROM exposures
  WHERE experiment = 'ai-win-back' AND version = 1
  GROUP BY person_id
),
outcomes AS (
  SELECT e.person_id, e.arm AS arm, max(e.crossed) AS crossed,
    CAST(sum(CASE WHEN v.occurred_at >= e.at AND v.type = 'track' AND v.name = 'Order Completed' THEN coalesce(v.revenue_minor, 0) ELSE 0 END) AS DOUBLE) AS y0,
    CAST(sum(CASE WHEN v.occurred_at < e.at AND v.occurred_at >= e.at - INTERVAL '180 days' AND v.type = 'track' AND v.name = 'Order Completed' THEN coalesce(v.revenue_minor, 0) ELSE 0 END) AS DOUBLE) AS x0,
    CAST(max(CASE WHEN v.occurred_at >= e.at AND v.type = 'track' AND v.name = 'Order Completed' THEN 1 ELSE 0 END) AS DOUBLE) AS y1,
    CAST(max(CASE WHEN v.occurred_at >= e.at AND v.type = 'page' THEN 1 ELSE 0 END) AS DOUBLE) AS y2
  FROM exposed e
  LEFT JOIN person_events v ON v.person_id = e.person_id
    AND v.occurred_at >= e.at - INTERVAL '180 days' AND v.occurred_at < e.at + INTERVAL '14 days'
    AND ((v.type = 'page') OR (v.type = 'track' AND v.name = 'Order Completed'))
  GROUP BY e.person_id, e.arm
),
member AS (
  SELECT person_id, first_value(coalesce(unit_id, person_id) ORDER BY at, arm) AS unit_id
  FROM exposures
  WHERE experiment = 'ai-win-back' AND version = 1
  GROUP BY person_id
),
units AS (
  SELECT m.unit_id, first_value(o.arm ORDER BY e.at, o.arm) AS arm,
    CASE WHEN min(o.arm) <> max(o.arm) OR count(o.crossed) > 0 THEN 1 END AS crossed,
    avg(o.y0) AS y0,
    avg(o.x0) AS x0,
    avg(o.y1) AS y1,
    avg(o.y2) AS y2
  FROM outcomes o
  JOIN member m ON m.person_id = o.person_id
  JOIN exposed e ON e.person_id = o.person_id
  GROUP BY m.unit_id
)
SELECT arm,
  CAST(count(*) AS DOUBLE) AS n_people,
  CAST(count(crossed) AS DOUBLE) AS n_crossed,
  avg(y0) AS mean_y0,
  var_pop(y0) * count(y0) AS m2_y0,
  avg(x0) AS mean_x0,
  var_pop(x0) * count(x0) AS m2_x0,
  covar_pop(y0, x0) * count(y0) AS c_y0_x0,
  avg(y1) AS mean_y1,
  var_pop(y1) * count(y1) AS m2_y1,
  avg(y2) AS mean_y2,
  var_pop(y2) * count(y2) AS m2_y2
FROM units
GROUP BY arm
ORDER BY arm
