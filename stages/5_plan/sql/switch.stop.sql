-- trigger/switch.rs, turn_off(): the running campaigns of one trigger, by campaigns_standing.
UPDATE campaigns SET stopped_at = ?2
WHERE stopped_at IS NULL AND trigger_version_id IN (SELECT id FROM trigger_versions WHERE name = ?1)
