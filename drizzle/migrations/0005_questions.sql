CREATE TABLE `call_questions` (
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`organisation_id` text NOT NULL,
	`call_id` text NOT NULL,
	`status` text NOT NULL,
	`asked` text NOT NULL,
	`confidential` integer NOT NULL,
	`asker_id` text,
	`asker_organisation_id` text,
	`wording` text NOT NULL,
	`answer` text NOT NULL,
	`withheld_for` text,
	`asked_at` integer NOT NULL,
	`published_at` integer,
	`corrected_at` integer,
	`saved_at` integer NOT NULL,
	`saved_by` text,
	PRIMARY KEY(`id`, `revision`)
);
--> statement-breakpoint
CREATE INDEX `call_questions_call` ON `call_questions` (`organisation_id`,`call_id`);--> statement-breakpoint
ALTER TABLE `calls` ADD `questions` text;