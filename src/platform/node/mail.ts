import { createTransport } from 'nodemailer'

/** Sends plain letters through an SMTP server. @param url - "smtps://user:password@mail.example.jp" or "smtp://…" */
export function smtpMailer(url: string, from: string) {
  const transport = createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }, { from })
  return {
    async send({ to, subject, text }: { to: string; subject: string; text: string }): Promise<void> {
      // Machines that answer letters by themselves leave these alone (RFC 3834).
      await transport.sendMail({ to, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } })
    },
  }
}
