CREATE TABLE `security_answers` (
	`case_id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`answers` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
