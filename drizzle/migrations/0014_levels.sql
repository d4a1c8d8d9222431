CREATE TABLE `level_steps` (
	`id` text NOT NULL,
	`no` integer NOT NULL,
	`organisation_id` text NOT NULL,
	`entry_id` text NOT NULL,
	`document` text NOT NULL,
	`step` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`id`, `no`)
);
--> statement-breakpoint
CREATE INDEX `level_steps_organisation` ON `level_steps` (`organisation_id`,`entry_id`);--> statement-breakpoint
CREATE TABLE `level_switches` (
	`organisation_id` text NOT NULL,
	`no` integer NOT NULL,
	`is_on` integer NOT NULL,
	`switched_at` integer NOT NULL,
	`switched_by` text NOT NULL,
	PRIMARY KEY(`organisation_id`, `no`)
);
