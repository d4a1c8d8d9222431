/** How a medium reaches its recipient. @source practice of the statistics law: by hand, or by registered post */
export const HANDOVER_WAYS = ['窓口での手渡し', '書留郵便'] as const
