CREATE TABLE `programme_drafts` (
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`organisation_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`from_id` text NOT NULL,
	`from_version` text NOT NULL,
	`changes` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	PRIMARY KEY(`id`, `revision`)
);
--> statement-breakpoint
CREATE INDEX `programme_drafts_organisation` ON `programme_drafts` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `programme_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`version` text NOT NULL,
	`title` text NOT NULL,
	`effective_from` text NOT NULL,
	`document` text NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `programme_versions_organisation` ON `programme_versions` (`organisation_id`,`effective_from`);--> statement-breakpoint
CREATE UNIQUE INDEX `programme_versions_version` ON `programme_versions` (`organisation_id`,`programme_id`,`version`);