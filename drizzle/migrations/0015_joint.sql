ALTER TABLE `attachments` ADD `party` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `proposals` ADD `joint` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `proposals` ADD `joint_invitation` text;