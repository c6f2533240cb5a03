WITH exposed AS (
  SELECT person_id, min(at) AS at, person_id AS unit_id, first_value(arm ORDER BY at, arm) AS arm,
    first_value(stratum ORDER BY at, arm) AS stratum
  FROM exposures
  WHERE experiment = 'ai-win-back' AND version = 1
  GROUP BY person_id
)
SELECT e.arm AS "Arm", e.unit_id AS "Unit", e.stratum AS "Stratum", CAST(e.at AS DATE) AS "Day",
  max(p."state") AS "Segment", max(p."household_id") AS "Household",
  sum(CASE WHEN v.occurred_at >= e.at AND v.type = 'track' AND v.name = 'Order Completed' THEN CAST(coalesce(v.revenue_minor, 0) AS DOUBLE) ELSE 0.0 END) / 100.0 AS "revenue",
  sum(CASE WHEN v.occurred_at < e.at AND v.occurred_at >= e.at - INTERVAL '180 days' AND v.type = 'track' AND v.name = 'Order Completed' THEN CAST(coalesce(v.revenue_minor, 0) AS DOUBLE) ELSE 0.0 END) / 100.0 AS "revenue before exposure",
  CAST(max(CASE WHEN v.occurred_at >= e.at AND v.type = 'track' AND v.name = 'Order Completed' THEN 1 ELSE 0 END) AS DOUBLE) AS "orders",
  CAST(max(CASE WHEN v.occurred_at >= e.at AND v.type = 'page' THEN 1 ELSE 0 END) AS DOUBLE) AS "visits"
FROM exposed e
LEFT JOIN people p ON p.person_id = e.person_id
LEFT JOIN person_events v ON v.person_id = e.person_id
  AND v.occurred_at >= e.at - INTERVAL '180 days' AND v.occurred_at < e.at + INTERVAL '14 days'
  AND ((v.type = 'page') OR (v.type = 'track' AND v.name = 'Order Completed'))
GROUP BY e.person_id, e.arm, e.unit_id, e.stratum, e.at;

WITH exposed AS (
  SELECT person_id, min(at) AS at, person_id AS unit_id, first_value(arm ORDER BY at, arm) AS arm,
    first_value(stratum ORDER BY at, arm) AS stratum
  FROM exposures
  WHERE experiment = 'ai-win-back' AND version = 1
  GROUP BY person_id
)
SELECT e.arm, count(DISTINCT x.person_id) AS n_crossed
FROM exposures x JOIN exposed e ON e.person_id = x.person_id
WHERE x.experiment = 'ai-win-back' AND x.version = 1 AND x.arm <> e.arm
GROUP BY e.arm
ORDER BY e.arm
