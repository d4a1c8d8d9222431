CREATE TABLE `consultation_cases` (
	`case_id` text PRIMARY KEY NOT NULL,
	`consultation_id` text NOT NULL,
	`organisation_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `consultation_cases_consultation` ON `consultation_cases` (`organisation_id`,`consultation_id`);--> statement-breakpoint
CREATE TABLE `consultations` (
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`organisation_id` text NOT NULL,
	`number` text NOT NULL,
	`status` text NOT NULL,
	`programme_id` text NOT NULL,
	`programme_version` text NOT NULL,
	`proposer_organisation_id` text,
	`company` text NOT NULL,
	`contact` text NOT NULL,
	`entry_id` text,
	`wish` text NOT NULL,
	`preferred` text NOT NULL,
	`meet_on` text,
	`meet_how` text NOT NULL,
	`meetings` text NOT NULL,
	`internal` text NOT NULL,
	`requested_at` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` text NOT NULL,
	PRIMARY KEY(`id`, `revision`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consultations_number` ON `consultations` (`number`,`organisation_id`,`revision`);--> statement-breakpoint
CREATE INDEX `consultations_organisation` ON `consultations` (`organisation_id`);