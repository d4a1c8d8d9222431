CREATE TABLE `meeting_items` (
	`meeting_id` text NOT NULL,
	`case_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`no` integer NOT NULL,
	`minutes` text NOT NULL,
	PRIMARY KEY(`meeting_id`, `case_id`)
);
--> statement-breakpoint
CREATE TABLE `meetings` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`body_id` text NOT NULL,
	`held_on` text NOT NULL,
	`place` text NOT NULL,
	`present` text,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `meetings_body` ON `meetings` (`organisation_id`,`programme_id`,`body_id`);