CREATE TABLE `abolished_departments` (
	`organisation_id` text NOT NULL,
	`name` text NOT NULL,
	`abolished_on` text NOT NULL,
	PRIMARY KEY(`organisation_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `entry_drafts` (
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`organisation_id` text NOT NULL,
	`entry_id` text,
	`base_version` integer,
	`status` text NOT NULL,
	`typed` text NOT NULL,
	`note` text,
	`written_by` text NOT NULL,
	`approved_by` text,
	`saved_at` integer NOT NULL,
	`saved_by` text NOT NULL,
	PRIMARY KEY(`id`, `revision`)
);
--> statement-breakpoint
CREATE INDEX `entry_drafts_organisation` ON `entry_drafts` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `entry_versions` (
	`entry_id` text NOT NULL,
	`version` integer NOT NULL,
	`organisation_id` text NOT NULL,
	`kind` text NOT NULL,
	`snapshot` text NOT NULL,
	`effective_on` text NOT NULL,
	`reason` text NOT NULL,
	`written_by` text NOT NULL,
	`approved_by` text,
	`published_by` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`entry_id`, `version`)
);
--> statement-breakpoint
ALTER TABLE `register_entries` ADD `ledger` text DEFAULT 'register' NOT NULL;--> statement-breakpoint
ALTER TABLE `register_entries` ADD `archived_at` integer;--> statement-breakpoint
ALTER TABLE `register_entries` ADD `stock_taken_on` text;