ALTER TABLE `attachments` ADD `document` text;--> statement-breakpoint
ALTER TABLE `attachments` ADD `issued_on` text;