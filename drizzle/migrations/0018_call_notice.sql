ALTER TABLE `calls` ADD `notice` text;--> statement-breakpoint
ALTER TABLE `calls` ADD `notice_sha256` text;