CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`case_id` text NOT NULL,
	`version` integer NOT NULL,
	`user_id` text NOT NULL,
	`receipt_number` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer,
	`sent_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_one_each` ON `notices` (`case_id`,`version`,`user_id`);--> statement-breakpoint
CREATE INDEX `notices_due` ON `notices` (`next_at`);--> statement-breakpoint
CREATE INDEX `notices_organisation` ON `notices` (`organisation_id`,`created_at`);