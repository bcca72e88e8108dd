-- Comparison groups that come again (`incoming`) are let go of.
DELETE FROM comparison_group WHERE group_id IN (SELECT group_id FROM incoming)
