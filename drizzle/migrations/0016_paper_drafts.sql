CREATE TABLE `paper_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`case_id` text NOT NULL,
	`form` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`paper` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `paper_drafts_case` ON `paper_drafts` (`organisation_id`,`case_id`);--> statement-breakpoint
ALTER TABLE `issued_documents` ADD `edited` text;