CREATE TABLE `register_search_calls` (
	`no` integer NOT NULL,
	`call_id` text NOT NULL,
	`opens_on` text NOT NULL,
	`closes_on` text NOT NULL,
	PRIMARY KEY(`no`, `call_id`)
);
--> statement-breakpoint
CREATE INDEX `register_search_calls_open` ON `register_search_calls` (`closes_on`,`opens_on`,`no`);