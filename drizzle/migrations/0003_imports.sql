CREATE TABLE `register_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`file_name` text NOT NULL,
	`sheets` text NOT NULL,
	`sent_at` integer NOT NULL,
	`sent_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `register_imports_organisation` ON `register_imports` (`organisation_id`);