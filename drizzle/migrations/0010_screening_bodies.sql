CREATE TABLE `recusals` (
	`case_id` text NOT NULL,
	`user_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_id`, `user_id`)
);
--> statement-breakpoint
CREATE INDEX `recusals_user` ON `recusals` (`organisation_id`,`user_id`);--> statement-breakpoint
CREATE TABLE `body_members` (
	`organisation_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`body_id` text NOT NULL,
	`user_id` text NOT NULL,
	`is_chair` integer NOT NULL,
	`added_at` integer NOT NULL,
	PRIMARY KEY(`organisation_id`, `programme_id`, `body_id`, `user_id`)
);
--> statement-breakpoint
CREATE TABLE `body_votes` (
	`case_id` text NOT NULL,
	`body_id` text NOT NULL,
	`round` integer NOT NULL,
	`user_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`choice` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_id`, `body_id`, `round`, `user_id`)
);
--> statement-breakpoint
CREATE TABLE `opened_rounds` (
	`case_id` text NOT NULL,
	`body_id` text NOT NULL,
	`round` integer NOT NULL,
	`organisation_id` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_id`, `body_id`, `round`)
);
