-- Members of comparison groups (`incoming`).
-- $load_id  the load that they came with
INSERT INTO comparison_group
SELECT group_id, title, theme, member_code, $load_id FROM incoming
