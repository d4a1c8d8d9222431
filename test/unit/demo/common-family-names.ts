/** The hundred commonest family names of Japan: what the invented names must never be. */
export const COMMON_FAMILY_NAMES: readonly string[] = (
  '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 ' +
  '山崎 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 ' +
  '斉藤 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田 中川 松田 竹内 小野 田村 中山 和田 石田 森田 ' +
  '上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 工藤 今井 高田 増田 丸山 杉山 村田 ' +
  '大塚 新井 小山 平野 藤本 河野 上野 武田 野口 松井 千葉 菅原 岩崎 久保 木下 佐野 野村 松尾 市川 菊地'
).split(' ')
