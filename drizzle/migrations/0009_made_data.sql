ALTER TABLE `proposals` ADD `kind` text;--> statement-breakpoint
ALTER TABLE `proposals` ADD `made_data_id` text;--> statement-breakpoint
CREATE INDEX `proposals_made_data` ON `proposals` (`organisation_id`,`made_data_id`);--> statement-breakpoint
ALTER TABLE `made_data` ADD `destroyed_at` integer;--> statement-breakpoint
ALTER TABLE `made_data` ADD `destroyed_reason` text;