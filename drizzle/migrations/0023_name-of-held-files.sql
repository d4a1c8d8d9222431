DROP INDEX `register_entries_name`;--> statement-breakpoint
CREATE UNIQUE INDEX `register_entries_name` ON `register_entries` (`organisation_id`,`name`) WHERE "register_entries"."archived_at" is null;