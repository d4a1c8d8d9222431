// @ts-nocheck
// Made from templates/documents by `npm run generate`. Do not edit.
import Handlebars from 'handlebars/runtime.js'

type Template = (data: unknown, options: { helpers: Record<string, unknown>; partials: Record<string, unknown> }) => string

export const templates: Record<string, Template> = {
  "appi/call-notice": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"under").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"call"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "");
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, lookupProperty = container.lookupProperty;

  return "|+ "
    + ((stack1 = alias2(alias1(depth0, "name" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "department" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = lookupProperty(helpers,"count").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"persons"),{"name":"count","hash":{},"data":data})) != null ? stack1 : "")
    + "人\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "- "
    + ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + "\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "\n## 募集の要項\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"terms"),{"name":"each","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "");
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "| "
    + ((stack1 = alias2(alias1(depth0, "label" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "text" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3=container.lambda, lookupProperty = container.lookupProperty;

  return "@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"announcedOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n@from "
    + ((stack1 = alias3(alias2(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "をその用に供して行う事業に関する"
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "proposal" ), depth0)) != null ? stack1 : "")
    + "を、"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(lookupProperty(depth0,"articles"),"call"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "次のとおり募集します。\n= 記\n| 募集の名称 | "
    + ((stack1 = alias3(alias2(depth0, "title" ), depth0)) != null ? stack1 : "")
    + "\n| 募集の期間 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"opensOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "から"
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"closesOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "まで\n| 提出先 | "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"contact"), "department" ), depth0)) != null ? stack1 : "")
    + "\n## 対象の"
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "\n|= 名称 | 所管する組織 | "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "の数>\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"files"),{"name":"each","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "## "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "proposal" ), depth0)) != null ? stack1 : "")
    + "に書く事項\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"items"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n## 添付する書類\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"attachments"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"terms"),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "> 以上\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/case-letter": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "| "
    + ((stack1 = alias2(alias1(depth0, "label" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "text" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"proposer"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"under").call(alias3,lookupProperty(lookupProperty(depth0,"form"),"article"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"form"), "opening" ), depth0)) != null ? stack1 : "")
    + "\n= 記\n| 受付番号 | "
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias3,lookupProperty(depth0,"rows"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "> 以上\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/change-notice": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "|+ "
    + ((stack1 = alias2(alias1(depth0, "label" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "before" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "after" ), depth0)) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"secondUse"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "の";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3=container.lambda, lookupProperty = container.lookupProperty;

  return "@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n@to "
    + ((stack1 = alias3(alias2(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "　様\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from"),lookupProperty(depth0,"user"),{"name":"from","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"contractDate"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "に締結した契約（"
    + ((stack1 = alias3(alias2(depth0, "contractNumber" ), depth0)) != null ? stack1 : "")
    + "）について、次のとおり変更があったので届け出ます。\n| "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias3(alias2(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| 変更のあった日 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"changedOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n| 変更の理由 | "
    + ((stack1 = alias3(alias2(depth0, "reason" ), depth0)) != null ? stack1 : "")
    + "\n## 変更の内容\n|= 事項 | 変更前 | 変更後\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"changes"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "* 利用の目的又は事業の内容の変更は、この届出ではできません。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(lookupProperty(depth0,"articles"),"secondUse"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "提案をしてください。\n";
},"usePartial":true,"useData":true}),
  "appi/conditions-of-use": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "（"
    + ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"noReidentification"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "）";
},"1":function(container,depth0,helpers,partials,data) {
    return "- データの全部又は一部を、第三者に渡したり見せたりしないこと。\n";
},"2":function(container,depth0,helpers,partials,data) {
    return "- あらかじめ書面による承諾を得ずに、データの全部又は一部を第三者に渡したり見せたりしないこと。\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "- 第三者に渡すときは、含まれる項目と渡す方法をあらかじめ公表し、相手に"
    + ((stack1 = container.lambda(container.strict(lookupProperty(depth0,"words"), "deidentifiedKind" ), depth0)) != null ? stack1 : "")
    + "であることを明らかに示すこと。"
    + ((stack1 = lookupProperty(helpers,"if").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"onwardSupply"),{"name":"if","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n";
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "（"
    + ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"onwardSupply"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "）";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"makingRule"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "の";
},"6":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "|+ "
    + ((stack1 = alias2(alias1(depth0, "name" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "sha256" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"user"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"contractDate"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "に締結した契約（"
    + ((stack1 = alias2(alias1(depth0, "contractNumber" ), depth0)) != null ? stack1 : "")
    + "）により提供するこのデータは、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "です。利用に当たり、次の条件を守ってください。\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "の数 | "
    + ((stack1 = lookupProperty(helpers,"count").call(alias3,lookupProperty(depth0,"persons"),{"name":"count","hash":{},"data":data})) != null ? stack1 : "")
    + "人\n| 利用の目的 | "
    + ((stack1 = alias2(alias1(depth0, "purpose" ), depth0)) != null ? stack1 : "")
    + "\n| 利用できる期間 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"periodFrom"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "から"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"periodTo"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "まで\n## 利用の条件\n- 契約で定めた目的のほかに利用しないこと。\n- "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "を探し出すために、ほかの情報と照合しないこと。削除された記述や加工の方法に関する情報を手に入れようとしないこと。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"noReidentification"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(helpers,"is").call(alias3,lookupProperty(depth0,"onwardSupply"),"prohibited",{"name":"is","hash":{},"data":data}),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(helpers,"is").call(alias3,lookupProperty(depth0,"onwardSupply"),"with-consent",{"name":"is","hash":{},"data":data}),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(helpers,"is").call(alias3,lookupProperty(depth0,"onwardSupply"),"with-publication",{"name":"is","hash":{},"data":data}),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "- 契約で約束した管理の措置をとり、データを扱う人に"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "deidentifiedKind" ), depth0)) != null ? stack1 : "")
    + "であることを知らせておくこと。\n- 漏えい、紛失その他の事故が起きたとき、又はそのおそれがあるときは、直ちに利用を止めて知らせること。\n- 結果を公表するときは、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"settings"), "minCell" ), depth0)) != null ? stack1 : "")
    + "人に満たない集計値を示さないこと。\n- 利用を終えたときは、データ、その複製及び途中で作ったものを消去し、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"settings"), "reportDays" ), depth0)) != null ? stack1 : "")
    + "日以内に報告すること。\n## このデータについて\n- "
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"makingRule"),{"name":"if","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "基準に従って加工したデータです。仮の番号の作り方その他の加工の途中の情報は、お知らせしません。\n- 仮の番号は加工のたびに新しく作られるため、番号によって別の加工によるデータと結び付けることはできません。\n- 加工により、値の一部が粗くなり、又は空になっています。正確さや特定の目的への適合を保証するものではありません。\n## ファイルと照合値（SHA-256）\n|= ファイル | SHA-256\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias3,lookupProperty(depth0,"files"),{"name":"each","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/conditions-of-use-second": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "（"
    + ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"noReidentification"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "）";
},"1":function(container,depth0,helpers,partials,data) {
    return "- データの全部又は一部を、第三者に渡したり見せたりしないこと。\n";
},"2":function(container,depth0,helpers,partials,data) {
    return "- あらかじめ書面による承諾を得ずに、データの全部又は一部を第三者に渡したり見せたりしないこと。\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "- 第三者に渡すときは、含まれる項目と渡す方法をあらかじめ公表し、相手に"
    + ((stack1 = container.lambda(container.strict(lookupProperty(depth0,"words"), "deidentifiedKind" ), depth0)) != null ? stack1 : "")
    + "であることを明らかに示すこと。"
    + ((stack1 = lookupProperty(helpers,"if").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"onwardSupply"),{"name":"if","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n";
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "（"
    + ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"onwardSupply"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "）";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"makingRule"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "の";
},"6":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "|+ "
    + ((stack1 = alias2(alias1(depth0, "name" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "sha256" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"user"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"contractDate"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "に締結した契約（"
    + ((stack1 = alias2(alias1(depth0, "contractNumber" ), depth0)) != null ? stack1 : "")
    + "）により提供するこのデータは、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "です。利用に当たり、次の条件を守ってください。\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "の数 | "
    + ((stack1 = lookupProperty(helpers,"count").call(alias3,lookupProperty(depth0,"persons"),{"name":"count","hash":{},"data":data})) != null ? stack1 : "")
    + "人\n| 利用の目的 | "
    + ((stack1 = alias2(alias1(depth0, "purpose" ), depth0)) != null ? stack1 : "")
    + "\n| 利用できる期間 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"periodFrom"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "から"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"periodTo"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "まで\n## 利用の条件\n- 契約で定めた目的のほかに利用しないこと。\n- "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "を探し出すために、ほかの情報と照合しないこと。削除された記述や加工の方法に関する情報を手に入れようとしないこと。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"noReidentification"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(helpers,"is").call(alias3,lookupProperty(depth0,"onwardSupply"),"prohibited",{"name":"is","hash":{},"data":data}),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(helpers,"is").call(alias3,lookupProperty(depth0,"onwardSupply"),"with-consent",{"name":"is","hash":{},"data":data}),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(helpers,"is").call(alias3,lookupProperty(depth0,"onwardSupply"),"with-publication",{"name":"is","hash":{},"data":data}),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "- 契約で約束した管理の措置をとり、データを扱う人に"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "deidentifiedKind" ), depth0)) != null ? stack1 : "")
    + "であることを知らせておくこと。\n- 漏えい、紛失その他の事故が起きたとき、又はそのおそれがあるときは、直ちに利用を止めて知らせること。\n- 結果を公表するときは、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"settings"), "minCell" ), depth0)) != null ? stack1 : "")
    + "人に満たない集計値を示さないこと。\n- 利用を終えたときは、データ、その複製及び途中で作ったものを消去し、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"settings"), "reportDays" ), depth0)) != null ? stack1 : "")
    + "日以内に報告すること。\n## このデータについて\n- "
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"makingRule"),{"name":"if","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "基準に従って加工したデータです。仮の番号の作り方その他の加工の途中の情報は、お知らせしません。\n- 既に作成したデータの写しで、ほかの利用者に提供したものと同じ内容です。ほかの利用者のデータと照らし合わせて"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "を探し出そうとしないこと。\n- 加工により、値の一部が粗くなり、又は空になっています。正確さや特定の目的への適合を保証するものではありません。\n## ファイルと照合値（SHA-256）\n|= ファイル | SHA-256\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias3,lookupProperty(depth0,"files"),{"name":"each","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/contract": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "、"
    + ((stack1 = container.lambda(container.strict(depth0, "name" ), depth0)) != null ? stack1 : "");
},"1":function(container,depth0,helpers,partials,data) {
    return "あわせて";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"makingRule"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "に定める基準に従い、";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"secondUse"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "の";
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "は"
    + ((stack1 = lookupProperty(helpers,"yen").call(alias3,lookupProperty(lookupProperty(depth0,"fee"),"totalYen"),{"name":"yen","hash":{},"data":data})) != null ? stack1 : "")
    + "とし、その内訳は別紙3のとおりとする。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"feePaidOn"),{"name":"if","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"feeDueOn"),{"name":"if","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"feeDueOn"),{"name":"if","hash":{},"fn":container.program(7, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "納付された"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "は、返還しない。ただし、甲の責めに帰すべき理由により提供データを提供することができないときは、この限りでない。\n";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "甲は、乙が"
    + ((stack1 = lookupProperty(helpers,"day").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"feePaidOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "にこれを納付したことを確認した。";
},"6":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "乙は、"
    + ((stack1 = lookupProperty(helpers,"day").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"feeDueOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "までに、これを納付する。";
},"7":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "前項の期限までに"
    + ((stack1 = container.lambda(container.strict(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "が納付されないときは、甲は、提供データを作成せず、この契約は、期限の経過により効力を失う。\n";
},"8":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = container.lambda(container.strict(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "は、要しない。\n";
},"9":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "この条の規定は、"
    + ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"noReidentification"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "により乙が負う義務を妨げない。";
},"10":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "乙は、"
    + ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"recipientSafety"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "に定める措置の内容を公表するよう努める。";
},"11":function(container,depth0,helpers,partials,data) {
    return "乙は、提供データの全部又は一部を複製して第三者に譲渡し、貸与し、又は閲覧させてはならない。\n";
},"12":function(container,depth0,helpers,partials,data) {
    return "乙は、あらかじめ書面による甲の承諾を得た場合を除き、提供データの全部又は一部を第三者に提供してはならない。\n";
},"13":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "乙は、提供データを第三者に提供するときは、あらかじめ、含まれる情報の項目及び提供の方法を公表し、相手方に"
    + ((stack1 = container.lambda(container.strict(lookupProperty(depth0,"words"), "deidentifiedKind" ), depth0)) != null ? stack1 : "")
    + "であることを明示しなければならない。"
    + ((stack1 = lookupProperty(helpers,"if").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"onwardSupply"),{"name":"if","hash":{},"fn":container.program(14, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n";
},"14":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "公表及び明示は、"
    + ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"onwardSupply"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "の定めるところによる。";
},"15":function(container,depth0,helpers,partials,data) {
    return "乙は、提供データの取扱いを第三者に委託してはならない。\n";
},"16":function(container,depth0,helpers,partials,data) {
    return "乙は、提供データの取扱いを委託しようとするときは、委託先及び委託の内容を示して、あらかじめ書面による甲の承諾を得なければならない。\n乙は、委託先にこの契約と同等の義務を負わせ、必要かつ適切に監督する。委託先は、再び委託することができない。\n";
},"17":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"disqualification"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "の";
},"18":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "解除された乙は、解除の日から"
    + ((stack1 = container.lambda(container.strict(lookupProperty(depth0,"settings"), "barYears" ), depth0)) != null ? stack1 : "")
    + "年間、新たな提案に係る契約を締結することができない。\n";
},"19":function(container,depth0,helpers,partials,data) {
    return "乙は、解除の日から、提供データを利用してはならない。\n";
},"20":function(container,depth0,helpers,partials,data) {
    return "§penalty 違反があった場合の措置\n乙は、この契約に違反して提供データを利用し、利益を得たときは、その利益に相当する額を甲に支払う。\n甲は、乙に重大な違反があったときは、乙の名称及び違反の内容を公表することができる。\n";
},"21":function(container,depth0,helpers,partials,data) {
    return "§antisocial 暴力団等の排除\n乙は、自ら又はその役員が暴力団、暴力団員その他これらに準ずる者でなく、これらの者と関係を持たないことを表明する。甲は、これに反することが明らかになったときは、催告をせずにこの契約を解除することができる。\n";
},"22":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, lookupProperty = container.lookupProperty;

  return "| 乙　名称 | "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"user"), "name" ), depth0)) != null ? stack1 : "")
    + "\n| 乙　代表者 | "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"user"), "representative" ), depth0)) != null ? stack1 : "")
    + "\n";
},"23":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "| 乙　氏名 | "
    + ((stack1 = container.lambda(container.strict(lookupProperty(depth0,"user"), "name" ), depth0)) != null ? stack1 : "")
    + "\n";
},"24":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "| 乙　住所 | "
    + ((stack1 = container.lambda(container.strict(depth0, "address" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"representative"),{"name":"if","hash":{},"fn":container.program(25, data, 0),"inverse":container.program(26, data, 0),"data":data})) != null ? stack1 : "");
},"25":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "| 乙　名称 | "
    + ((stack1 = alias2(alias1(depth0, "name" ), depth0)) != null ? stack1 : "")
    + "\n| 乙　代表者 | "
    + ((stack1 = alias2(alias1(depth0, "representative" ), depth0)) != null ? stack1 : "")
    + "\n";
},"26":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "| 乙　氏名 | "
    + ((stack1 = container.lambda(container.strict(depth0, "name" ), depth0)) != null ? stack1 : "")
    + "\n";
},"27":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, lookupProperty = container.lookupProperty;

  return "| 乙の代理人　住所 | "
    + ((stack1 = alias2(alias1(lookupProperty(lookupProperty(depth0,"user"),"agent"), "address" ), depth0)) != null ? stack1 : "")
    + "\n| 乙の代理人 | "
    + ((stack1 = alias2(alias1(lookupProperty(lookupProperty(depth0,"user"),"agent"), "name" ), depth0)) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(lookupProperty(depth0,"user"),"agent"),"representative"),{"name":"if","hash":{},"fn":container.program(28, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n";
},"28":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "　"
    + ((stack1 = container.lambda(container.strict(lookupProperty(lookupProperty(depth0,"user"),"agent"), "representative" ), depth0)) != null ? stack1 : "");
},"29":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "|+ "
    + ((stack1 = alias2(alias1(depth0, "name" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "granularity" ), depth0)) != null ? stack1 : "")
    + "\n";
},"30":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "- "
    + ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "（以下「甲」という。）と"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"user"), "name" ), depth0)) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias3,lookupProperty(lookupProperty(depth0,"user"),"joint"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "（以下"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"user"),"joint"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "「乙」という。）は、"
    + ((stack1 = alias2(alias1(depth0, "noticeNumber" ), depth0)) != null ? stack1 : "")
    + "により通知された提案（受付番号"
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "）に係る"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "の利用に関し、"
    + ((stack1 = lookupProperty(helpers,"under").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"contract"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + "次のとおり契約を締結する。\n§aim 目的\nこの契約は、甲が作成して乙に提供する"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "（以下「提供データ」という。）の内容及び利用の条件を定め、その適正な利用と、提供データの基となった"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "の権利利益の保護を図ることを目的とする。\n§data 提供データ\n提供データは、甲が保有する「"
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "」を加工したもので、別紙1に掲げる項目及び細かさのものとする。\n提供データに係る"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "の数は、"
    + ((stack1 = lookupProperty(helpers,"count").call(alias3,lookupProperty(depth0,"persons"),{"name":"count","hash":{},"data":data})) != null ? stack1 : "")
    + "人とする。ただし、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "standard" ), depth0)) != null ? stack1 : "")
    + "を満たすために一部の"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "に係る部分を除いたときは、甲が通知する数とする。\n加工は、"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"makingRule"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "別紙1の加工方法により行う。加工方法は、そこに記載する照合値により特定する。\n§purpose 利用の目的\n乙は、提供データを、別紙2に記載する目的及び事業のためにのみ利用する。\n乙は、目的又は事業の内容を変更しようとするときは、あらかじめ"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"secondUse"),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "提案を行い、新たに契約を締結しなければならない。\n§period 利用の期間\n利用の期間は、"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"periodFrom"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "から"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"periodTo"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "までとする。期間の延長は、新たな提案による。\n§fee "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"fee"),"totalYen"),{"name":"if","hash":{},"fn":container.program(4, data, 0),"inverse":container.program(8, data, 0),"data":data})) != null ? stack1 : "")
    + "§provision "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "provision" ), depth0)) != null ? stack1 : "")
    + "\n甲は、提供データを次の方法により提供する。\n- "
    + ((stack1 = alias2(alias1(depth0, "provisionMethod" ), depth0)) != null ? stack1 : "")
    + "\n乙は、提供を受けたときは、速やかに内容を確かめ、甲に受領書を提出する。\n提供データが破損しているなど、契約の内容に合わないときは、甲は、乙の申出により改めて提供する。\n§no-reidentification 識別行為の禁止\n乙は、次に掲げる行為をしてはならない。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"noReidentification"),{"name":"if","hash":{},"fn":container.program(9, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n- 提供データの基となった"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "を識別するために、提供データをほかの情報と照合すること。\n- 提供データから削除された記述若しくは個人識別符号又は加工の方法に関する情報を取得すること。\n- "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "と思われる者に連絡し、又は接触しようとすること。\n§safety 安全管理の措置\n乙は、別紙4に掲げる措置を講じ、提供データの漏えい、滅失又は毀損を防止する。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"recipientSafety"),{"name":"if","hash":{},"fn":container.program(10, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n乙は、提供データを取り扱う者に、それが"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "deidentifiedKind" ), depth0)) != null ? stack1 : "")
    + "であることが明らかに分かるようにしておく。\n§onward 第三者への提供\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(helpers,"is").call(alias3,lookupProperty(lookupProperty(depth0,"clauses"),"onwardSupply"),"prohibited",{"name":"is","hash":{},"data":data}),{"name":"if","hash":{},"fn":container.program(11, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(helpers,"is").call(alias3,lookupProperty(lookupProperty(depth0,"clauses"),"onwardSupply"),"with-consent",{"name":"is","hash":{},"data":data}),{"name":"if","hash":{},"fn":container.program(12, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(helpers,"is").call(alias3,lookupProperty(lookupProperty(depth0,"clauses"),"onwardSupply"),"with-publication",{"name":"is","hash":{},"data":data}),{"name":"if","hash":{},"fn":container.program(13, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "§outsourcing 取扱いの委託\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(helpers,"is").call(alias3,lookupProperty(lookupProperty(depth0,"clauses"),"outsourcing"),"prohibited",{"name":"is","hash":{},"data":data}),{"name":"if","hash":{},"fn":container.program(15, data, 0),"inverse":container.program(16, data, 0),"data":data})) != null ? stack1 : "")
    + "§care 注意義務及び秘密の保持\n乙は、善良な管理者の注意をもって提供データを取り扱う。\n乙は、この契約の履行に当たり知り得た甲の秘密を漏らしてはならない。この義務は、契約が終わった後も続く。\n§reports 報告\n乙は、毎年1回、利用の状況（利用した者、場所、成果及び事故の有無）を甲に報告する。\n乙は、利用を終えたときは、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"settings"), "reportDays" ), depth0)) != null ? stack1 : "")
    + "日以内に、得られた成果の概要を甲に報告する。\n§publication 成果の公表\n乙は、提供データから得た成果を公表するときは、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"settings"), "minCell" ), depth0)) != null ? stack1 : "")
    + "人に満たない集計値その他特定の個人の識別につながるおそれのある値を示してはならない。\n乙は、成果を公表するときは、「"
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "」を基に甲が作成した"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "を利用した旨を表示する。\n提供データから得た成果に係る権利は、乙に帰属する。\n§inspection 検査\n甲は、この契約の履行を確かめるため、乙に資料の提出を求め、又は甲の職員若しくは甲の指定する者に乙の事務所その他の場所に立ち入って検査させることができる。\n乙は、検査の結果、甲から改善を求められたときは、速やかに必要な措置を講じ、甲に報告する。\n§incidents 事故が起きた場合の措置\n乙は、提供データの漏えい、滅失、毀損その他この契約に反する事態が生じ、又はそのおそれがあることを知ったときは、直ちに利用を止め、甲に通知する。\n乙は、甲と協力して、原因の調査、被害の拡大の防止及び再発の防止に当たる。\n§erasure 利用の終了及び消去\n乙は、[[period]]の期間が終わったとき、利用の目的を達したとき、又は契約が解除されたときは、提供データ、その複製及び利用の途中で作ったものを、復元することのできない方法により消去する。\n乙は、消去の後"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"settings"), "reportDays" ), depth0)) != null ? stack1 : "")
    + "日以内に、消去した日、方法、消去した者及び対象を甲に報告する。\n§termination 契約の解除\n甲は、乙が次のいずれかに該当するときは、この契約を解除することができる。\n- 偽りその他不正の手段により、この契約を締結したとき。\n- "
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"disqualification"),{"name":"if","hash":{},"fn":container.program(17, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "欠格事由に該当するに至ったとき。\n- この契約の条項に重大な違反があったとき。\n[[purpose]]、[[no-reidentification]]、[[onward]]及び[[outsourcing]]の規定に違反したとき、[[safety]]の措置を講じないために提供データが漏えいしたとき、並びに正当な理由なく[[inspection]]の検査を拒んだときは、前項第3号に該当するものとする。\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"settings"),"barYears"),{"name":"if","hash":{},"fn":container.program(18, data, 0),"inverse":container.program(19, data, 0),"data":data})) != null ? stack1 : "")
    + "甲は、解除により乙に生じた損害について、責任を負わない。\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"clauses"),"penalty"),{"name":"if","hash":{},"fn":container.program(20, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "§liability 保証及び責任\n甲は、提供データの正確さ、完全さ及び特定の目的への適合を保証しない。\n乙は、提供データの利用により第三者との間に紛争が生じたときは、自らの責任と負担で解決する。ただし、甲の責めに帰すべき理由によるときは、この限りでない。\n乙は、この契約に違反して甲又は第三者に損害を与えたときは、これを賠償する。\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"clauses"),"antisocial"),{"name":"if","hash":{},"fn":container.program(21, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "§law 言語、準拠法及び管轄\nこの契約に係る言語は日本語、通貨は日本円とし、この契約は日本の法令に従う。この契約に関する訴えは、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"clauses"), "court" ), depth0)) != null ? stack1 : "")
    + "を第一審の専属的合意管轄裁判所とする。\n§consultation 協議\nこの契約に定めのない事項及び疑義が生じた事項は、甲乙協議して定める。\n¶ この契約の成立を証するため、この書面を2通作り、甲乙が記名押印の上、1通ずつ保有する。電磁的記録により作成したときは、その記録を甲乙がそれぞれ保有する。\n: "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n| 甲　所在地 | "
    + ((stack1 = alias2(alias1(depth0, "authorityAddress" ), depth0)) != null ? stack1 : "")
    + "\n| 甲　職名 | "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n| 乙　住所 | "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"user"), "address" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"user"),"representative"),{"name":"if","hash":{},"fn":container.program(22, data, 0),"inverse":container.program(23, data, 0),"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias3,lookupProperty(lookupProperty(depth0,"user"),"joint"),{"name":"each","hash":{},"fn":container.program(24, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"user"),"agent"),{"name":"if","hash":{},"fn":container.program(27, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "---\n## 別紙1　提供データの内容及び加工方法\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "の数 | "
    + ((stack1 = lookupProperty(helpers,"count").call(alias3,lookupProperty(depth0,"persons"),{"name":"count","hash":{},"data":data})) != null ? stack1 : "")
    + "人\n| 加工方法の名称 | "
    + ((stack1 = alias2(alias1(depth0, "recipeName" ), depth0)) != null ? stack1 : "")
    + "\n| 加工方法の照合値（SHA-256） | "
    + ((stack1 = alias2(alias1(depth0, "recipeSha256" ), depth0)) != null ? stack1 : "")
    + "\n|= 項目 | 細かさ\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias3,lookupProperty(depth0,"items"),{"name":"each","hash":{},"fn":container.program(29, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "## 別紙2　利用の目的及び事業\n| 利用の目的及び方法 | "
    + ((stack1 = alias2(alias1(depth0, "purpose" ), depth0)) != null ? stack1 : "")
    + "\n| 事業の内容 | "
    + ((stack1 = alias2(alias1(depth0, "business" ), depth0)) != null ? stack1 : "")
    + "\n## 別紙3　"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "の内訳\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"fee"),depth0,{"name":"fee","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "## 別紙4　安全管理の措置\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias3,lookupProperty(depth0,"measures"),{"name":"each","hash":{},"fn":container.program(30, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/contract-application": Handlebars.template({"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3=container.lambda, lookupProperty = container.lookupProperty;

  return "@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n@to "
    + ((stack1 = alias3(alias2(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "　様\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from"),lookupProperty(depth0,"proposer"),{"name":"from","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"noticeDate"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "付け"
    + ((stack1 = alias3(alias2(depth0, "noticeNumber" ), depth0)) != null ? stack1 : "")
    + "で通知のあった提案について、"
    + ((stack1 = lookupProperty(helpers,"under").call(alias1,lookupProperty(lookupProperty(depth0,"articles"),"contractApplication"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "contract" ), depth0)) != null ? stack1 : "")
    + "の締結を申し込みます。\n= 記\n| 受付番号 | "
    + ((stack1 = alias3(alias2(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias3(alias2(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "の額 | "
    + ((stack1 = lookupProperty(helpers,"yen").call(alias1,lookupProperty(depth0,"totalYen"),{"name":"yen","hash":{},"data":data})) != null ? stack1 : "")
    + "\n| 納付の方法 | "
    + ((stack1 = alias3(alias2(depth0, "paymentMethod" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "provision" ), depth0)) != null ? stack1 : "")
    + "の方法 | "
    + ((stack1 = alias3(alias2(depth0, "provisionMethod" ), depth0)) != null ? stack1 : "")
    + "\n> 以上\n";
},"usePartial":true,"useData":true}),
  "appi/council-request": Handlebars.template({"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n@to "
    + ((stack1 = alias2(alias1(depth0, "council" ), depth0)) != null ? stack1 : "")
    + "\n@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"under").call(alias3,lookupProperty(lookupProperty(depth0,"form"),"article"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + "次のとおり諮問しますので、期日までに意見を答申してください。\n= 記\n| 諮問する事項 | "
    + ((stack1 = alias2(alias1(depth0, "question" ), depth0)) != null ? stack1 : "")
    + "\n| 受付番号 | "
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| データを用いる事業 | "
    + ((stack1 = alias2(alias1(depth0, "business" ), depth0)) != null ? stack1 : "")
    + "\n| 答申を求める期日 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"answerBy"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n> 以上\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/erasure-report": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "- "
    + ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3=container.lambda, lookupProperty = container.lookupProperty;

  return "@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n@to "
    + ((stack1 = alias3(alias2(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "　様\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from"),lookupProperty(depth0,"user"),{"name":"from","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"contractDate"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "に締結した契約（"
    + ((stack1 = alias3(alias2(depth0, "contractNumber" ), depth0)) != null ? stack1 : "")
    + "）により提供を受けた"
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "を、次のとおり復元することのできない方法により消去したので報告します。\n| "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias3(alias2(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| 消去した日 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"erasedOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n| 消去の方法 | "
    + ((stack1 = alias3(alias2(depth0, "method" ), depth0)) != null ? stack1 : "")
    + "\n| 消去した者 | "
    + ((stack1 = alias3(alias2(depth0, "erasedBy" ), depth0)) != null ? stack1 : "")
    + "\n## 消去した対象\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"objects"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/fee-slip": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "| 既に納付された額 | "
    + ((stack1 = lookupProperty(helpers,"yen").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"paidYen"),{"name":"yen","hash":{},"data":data})) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "* 期限までに納付がないときは、"
    + ((stack1 = container.lambda(container.strict(lookupProperty(depth0,"words"), "contract" ), depth0)) != null ? stack1 : "")
    + "を締結できないことがあります。\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"payer"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"noticeDate"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "付け"
    + ((stack1 = alias2(alias1(depth0, "noticeNumber" ), depth0)) != null ? stack1 : "")
    + "で通知した"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "proposal" ), depth0)) != null ? stack1 : "")
    + "（受付番号"
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "）に係る"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "を、"
    + ((stack1 = lookupProperty(helpers,"under").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"fee"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + "次のとおり納付してください。\n= 記\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| 納付する額 | "
    + ((stack1 = lookupProperty(helpers,"yen").call(alias3,lookupProperty(depth0,"dueYen"),{"name":"yen","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"paidYen"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "| 納付の期限 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"dueOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n| 納付の方法 | "
    + ((stack1 = alias2(alias1(depth0, "paymentMethod" ), depth0)) != null ? stack1 : "")
    + "\n## 額の内訳\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"fee"),depth0,{"name":"fee","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "> 以上\n"
    + ((stack1 = lookupProperty(helpers,"unless").call(alias3,lookupProperty(depth0,"paidYen"),{"name":"unless","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "* 納付の際は、この書面の番号（"
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "）をお知らせください。\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/fit-notice": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"screening"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "各号の";
},"1":function(container,depth0,helpers,partials,data) {
    return "下に書く条件又は意見を付けて、";
},"2":function(container,depth0,helpers,partials,data) {
    return "（作成に要する時間の見込みにより計算した額）";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "| 納付の期限 | "
    + ((stack1 = lookupProperty(helpers,"day").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"paymentDueOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n";
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "| 契約の申込みの期限 | "
    + ((stack1 = lookupProperty(helpers,"day").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"applyBy"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "## 条件又は意見\n"
    + ((stack1 = container.lambda(container.strict(depth0, "terms" ), depth0)) != null ? stack1 : "")
    + "\n";
},"6":function(container,depth0,helpers,partials,data) {
    return "契約を締結するときは、同封の契約締結申込書及び契約の締結に関する書類に必要な事項を書き、期限までに提出してください。期限を過ぎると、契約を締結できないことがあります。\n";
},"7":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "先にデータを作成します。作成が終わりましたら、"
    + ((stack1 = container.lambda(container.strict(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "の額、納付の期限及び契約の申込みの期限を改めてお知らせします。\n";
},"8":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "## 教示\n"
    + ((stack1 = container.lambda(container.strict(depth0, "instruction" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"proposer"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"submittedOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "に提出された提案（受付番号"
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "）を審査した結果、"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"screening"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "基準に適合すると認めましたので、"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"terms"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"under").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"fitNotice"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + "お知らせします。あなたは、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "contract" ), depth0)) != null ? stack1 : "")
    + "を締結することができます。\n= 記\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "の数 | "
    + ((stack1 = lookupProperty(helpers,"count").call(alias3,lookupProperty(depth0,"persons"),{"name":"count","hash":{},"data":data})) != null ? stack1 : "")
    + "人\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "の額 | "
    + ((stack1 = lookupProperty(helpers,"yen").call(alias3,lookupProperty(lookupProperty(depth0,"fee"),"totalYen"),{"name":"yen","hash":{},"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"feeIsEstimate"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n| 納付の方法 | "
    + ((stack1 = alias2(alias1(depth0, "paymentMethod" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"paymentDueOn"),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "provision" ), depth0)) != null ? stack1 : "")
    + "の方法 | "
    + ((stack1 = alias2(alias1(depth0, "provisionMethod" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"applyBy"),{"name":"if","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"terms"),{"name":"if","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "## "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "の内訳\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"fee"),depth0,{"name":"fee","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "## 契約の申込み\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"applyBy"),{"name":"if","hash":{},"fn":container.program(6, data, 0),"inverse":container.program(7, data, 0),"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"instruction"),{"name":"if","hash":{},"fn":container.program(8, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "> 以上\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/objection": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "| "
    + ((stack1 = alias2(alias1(depth0, "label" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "text" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3=container.lambda, lookupProperty = container.lookupProperty;

  return "@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n@to "
    + ((stack1 = alias3(alias2(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "　様\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from"),lookupProperty(depth0,"proposer"),{"name":"from","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"under").call(alias1,lookupProperty(lookupProperty(depth0,"form"),"article"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"form"), "opening" ), depth0)) != null ? stack1 : "")
    + "\n= 記\n| 受付番号 | "
    + ((stack1 = alias3(alias2(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias3(alias2(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"rows"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "> 以上\n";
},"usePartial":true,"useData":true}),
  "appi/pledge": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "- "
    + ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3=container.lambda, lookupProperty = container.lookupProperty;

  return "@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n@to "
    + ((stack1 = alias3(alias2(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "　様\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from"),lookupProperty(depth0,"pledger"),{"name":"from","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "を用いて行う事業の提案に当たり、次のとおり誓約します。\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"pledgeText"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/power-of-attorney": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "（"
    + ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"agent"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "）";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, lookupProperty = container.lookupProperty;

  return "| 名称 | "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"agent"), "name" ), depth0)) != null ? stack1 : "")
    + "\n| 代表者 | "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"agent"), "representative" ), depth0)) != null ? stack1 : "")
    + "\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "| 氏名 | "
    + ((stack1 = container.lambda(container.strict(lookupProperty(depth0,"agent"), "name" ), depth0)) != null ? stack1 : "")
    + "\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "- "
    + ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3=container.lambda, lookupProperty = container.lookupProperty;

  return "@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n@to "
    + ((stack1 = alias3(alias2(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "　様\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from"),lookupProperty(depth0,"principal"),{"name":"from","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "私は、次の者を代理人と定め、"
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "を用いて行う事業の"
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "proposal" ), depth0)) != null ? stack1 : "")
    + "に関する次の事項を委任します。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(lookupProperty(depth0,"articles"),"agent"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n## 代理人\n| 住所 | "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"agent"), "address" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(lookupProperty(depth0,"agent"),"representative"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.program(2, data, 0),"data":data})) != null ? stack1 : "")
    + "## 委任する事項\n| "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias3(alias2(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"matters"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "* 代理人の氏名又は名称及び住所を確認する書類を添えてください。\n";
},"usePartial":true,"useData":true}),
  "appi/proposal": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "| "
    + ((stack1 = alias2(alias1(depth0, "no" ), depth0)) != null ? stack1 : "")
    + "　"
    + ((stack1 = alias2(alias1(depth0, "label" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "text" ), depth0)) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "## 添付した書類\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"attachments"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "");
},"2":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "- "
    + ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3=container.lambda, lookupProperty = container.lookupProperty;

  return "@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n@to "
    + ((stack1 = alias3(alias2(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "　様\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from"),lookupProperty(depth0,"proposer"),{"name":"from","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"under").call(alias1,lookupProperty(lookupProperty(depth0,"articles"),"proposal"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "を用いて行う事業について、次のとおり提案します。\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"items"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"attachments"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/provision-receipt": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "|+ "
    + ((stack1 = alias2(alias1(depth0, "name" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "sha256" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3=container.lambda, lookupProperty = container.lookupProperty;

  return "@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n@to "
    + ((stack1 = alias3(alias2(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "　様\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from"),lookupProperty(depth0,"user"),{"name":"from","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"contractDate"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "に締結した契約（"
    + ((stack1 = alias3(alias2(depth0, "contractNumber" ), depth0)) != null ? stack1 : "")
    + "）により提供された"
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "を、次のとおり受領しました。\n| "
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias3(alias2(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| 受領した日 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"receivedOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n| 受領の方法 | "
    + ((stack1 = alias3(alias2(depth0, "provisionMethod" ), depth0)) != null ? stack1 : "")
    + "\n## 受領したファイル\n|= ファイル | SHA-256\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"files"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "照合値が通知された値と一致し、ファイルを開くことができることを確かめました。\n";
},"usePartial":true,"useData":true}),
  "appi/receipt": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1;

  return ((stack1 = container.lambda(container.strict(depth0, "covering" ), depth0)) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "| 添付書類 | "
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"attachments"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"unless").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(data,"last"),{"name":"unless","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "");
},"3":function(container,depth0,helpers,partials,data) {
    return "、";
},"4":function(container,depth0,helpers,partials,data) {
    return "| 添付書類 | なし\n";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "結果をお知らせする時期の目安は、"
    + ((stack1 = lookupProperty(helpers,"day").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"decisionBy"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "です。";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"proposer"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n次のとおり提案を受け付けました。お問合せの際は、受付番号をお知らせください。\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"covering"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "| 受付番号 | "
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "\n| 受付日時 | "
    + ((stack1 = lookupProperty(helpers,"moment").call(alias3,lookupProperty(depth0,"receivedAt"),{"name":"moment","hash":{},"data":data})) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "の数 | "
    + ((stack1 = lookupProperty(helpers,"count").call(alias3,lookupProperty(depth0,"persons"),{"name":"count","hash":{},"data":data})) != null ? stack1 : "")
    + "人\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"attachments"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.program(4, data, 0),"data":data})) != null ? stack1 : "")
    + "## この後の流れ\n- 内容に直していただきたい点があるときは、補正をお願いすることがあります。\n- "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"settings"), "criteria" ), depth0)) != null ? stack1 : "")
    + "の基準に照らして審査し、結果を文書でお知らせします。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"decisionBy"),{"name":"if","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n- 基準に適合するときは、契約の申込みと"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "の納付の後に、データの作成を始めます。\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/receipt-second": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1;

  return ((stack1 = container.lambda(container.strict(depth0, "covering" ), depth0)) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "| 添付書類 | "
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"attachments"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"unless").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(data,"last"),{"name":"unless","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "");
},"3":function(container,depth0,helpers,partials,data) {
    return "、";
},"4":function(container,depth0,helpers,partials,data) {
    return "| 添付書類 | なし\n";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "結果をお知らせする時期の目安は、"
    + ((stack1 = lookupProperty(helpers,"day").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"decisionBy"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "です。";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"proposer"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n次のとおり提案を受け付けました。お問合せの際は、受付番号をお知らせください。\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"covering"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "| 受付番号 | "
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "\n| 受付日時 | "
    + ((stack1 = lookupProperty(helpers,"moment").call(alias3,lookupProperty(depth0,"receivedAt"),{"name":"moment","hash":{},"data":data})) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "person" ), depth0)) != null ? stack1 : "")
    + "の数 | "
    + ((stack1 = lookupProperty(helpers,"count").call(alias3,lookupProperty(depth0,"persons"),{"name":"count","hash":{},"data":data})) != null ? stack1 : "")
    + "人\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"attachments"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.program(4, data, 0),"data":data})) != null ? stack1 : "")
    + "## この後の流れ\n- 内容に直していただきたい点があるときは、補正をお願いすることがあります。\n- "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"settings"), "criteria" ), depth0)) != null ? stack1 : "")
    + "の基準に照らして審査し、結果を文書でお知らせします。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"decisionBy"),{"name":"if","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n\n- 基準に適合するときは、契約の申込みと"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "の納付の後に、作成済みのデータを提供します。新たな加工はしません。\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/return-for-correction": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "|+ "
    + ((stack1 = alias2(alias1(depth0, "label" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "request" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"proposer"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"submittedOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "に受け付けた提案（受付番号"
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "）について、内容を確かめたところ、次の項目の説明又は訂正が必要です。"
    + ((stack1 = lookupProperty(helpers,"under").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"correction"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + "補正をお願いします。\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| 補正の期限 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"dueOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n## 補正していただきたい項目\n|= 項目 | お願いする内容\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias3,lookupProperty(depth0,"fields"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "* 補正されるまでの間、審査を進めることができません。期限までに補正が難しいときは、早めにご相談ください。\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/termination-notice": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3=container.lambda, lookupProperty = container.lookupProperty;

  return "- "
    + ((stack1 = lookupProperty(helpers,"day").call(alias1,lookupProperty(depth0,"barredUntil"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "までの"
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"settings"), "barYears" ), depth0)) != null ? stack1 : "")
    + "年間は、新たな"
    + ((stack1 = alias3(alias2(lookupProperty(depth0,"words"), "proposal" ), depth0)) != null ? stack1 : "")
    + "をすることができません。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(lookupProperty(depth0,"articles"),"disqualification"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "（"
    + ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"disqualification"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "）";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "## 教示\n"
    + ((stack1 = container.lambda(container.strict(depth0, "instruction" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"user"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"contractDate"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "に締結した"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "contract" ), depth0)) != null ? stack1 : "")
    + "（"
    + ((stack1 = alias2(alias1(depth0, "contractNumber" ), depth0)) != null ? stack1 : "")
    + "）を、次のとおり解除しますので、"
    + ((stack1 = lookupProperty(helpers,"under").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"termination"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + "通知します。\n= 記\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| 解除する日 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"terminatedOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n| 解除の事由 | 第"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"ground"), "no" ), depth0)) != null ? stack1 : "")
    + "号　"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"ground"), "label" ), depth0)) != null ? stack1 : "")
    + "\n| 理由 | "
    + ((stack1 = alias2(alias1(depth0, "reason" ), depth0)) != null ? stack1 : "")
    + "\n## 解除により守っていただくこと\n- 直ちにデータの利用を止めてください。\n- "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"eraseBy"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "までに、提供を受けたデータ、その複製及び途中で作ったものを復元することのできない方法により消去し、消去報告書を提出してください。\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"barredUntil"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "\n- 納付された"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "fee" ), depth0)) != null ? stack1 : "")
    + "は、返還しません。\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"instruction"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "> 以上\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "appi/unfit-notice": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"screening"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "各号の";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "|+ "
    + ((stack1 = alias2(alias1(depth0, "no" ), depth0)) != null ? stack1 : "")
    + "　"
    + ((stack1 = alias2(alias1(depth0, "label" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "reason" ), depth0)) != null ? stack1 : "")
    + "\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "## 教示\n"
    + ((stack1 = container.lambda(container.strict(depth0, "instruction" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"proposer"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"submittedOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "に提出された提案（受付番号"
    + ((stack1 = alias2(alias1(depth0, "receiptNumber" ), depth0)) != null ? stack1 : "")
    + "）を審査した結果、次の理由により"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"screening"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "基準に適合しないと認めましたので、"
    + ((stack1 = lookupProperty(helpers,"under").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"unfitNotice"),{"name":"under","hash":{},"data":data})) != null ? stack1 : "")
    + "お知らせします。\n= 記\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n## 適合しない基準とその理由\n|= 基準 | 理由\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias3,lookupProperty(depth0,"failed"),{"name":"each","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(depth0,"instruction"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "> 以上\n* 内容を改めて、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "callPeriod" ), depth0)) != null ? stack1 : "")
    + "中に再び提案することができます。\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "tottori/opinion-request": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"cite").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(lookupProperty(depth0,"articles"),"opinion"),{"name":"cite","hash":{},"data":data})) != null ? stack1 : "")
    + "に定めるところにより、";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, alias3=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "@number "
    + ((stack1 = alias2(alias1(depth0, "number" ), depth0)) != null ? stack1 : "")
    + "\n@date "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"date"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to"),lookupProperty(depth0,"thirdParty"),{"name":"to","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + "@from "
    + ((stack1 = alias2(alias1(depth0, "authority" ), depth0)) != null ? stack1 : "")
    + "\n次の"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "について、"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "deidentifiedData" ), depth0)) != null ? stack1 : "")
    + "を作成する提案がありました。このファイルには、あなたに関する情報が含まれています。"
    + ((stack1 = lookupProperty(helpers,"if").call(alias3,lookupProperty(lookupProperty(depth0,"articles"),"opinion"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "作成について意見があるときは、期限までに書面を提出してください。\n= 記\n| "
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"words"), "file" ), depth0)) != null ? stack1 : "")
    + "の名称 | "
    + ((stack1 = alias2(alias1(depth0, "fileName" ), depth0)) != null ? stack1 : "")
    + "\n| あなたに関する情報 | "
    + ((stack1 = alias2(alias1(depth0, "information" ), depth0)) != null ? stack1 : "")
    + "\n| データを用いる事業 | "
    + ((stack1 = alias2(alias1(depth0, "business" ), depth0)) != null ? stack1 : "")
    + "\n| 意見書の提出期限 | "
    + ((stack1 = lookupProperty(helpers,"day").call(alias3,lookupProperty(depth0,"dueOn"),{"name":"day","hash":{},"data":data})) != null ? stack1 : "")
    + "\n> 以上\n* 期限までに提出がないときは、意見がないものとして審査を進めます。\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"contact"),depth0,{"name":"contact","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
}

export const parts: Record<string, Template> = {
  "contact": Handlebars.template({"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, lookupProperty = container.lookupProperty;

  return "* 問合せ先　"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"contact"), "department" ), depth0)) != null ? stack1 : "")
    + "　"
    + ((stack1 = alias2(alias1(lookupProperty(depth0,"contact"), "reach" ), depth0)) != null ? stack1 : "")
    + "\n";
},"useData":true}),
  "fee": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda, lookupProperty = container.lookupProperty;

  return "|+ "
    + ((stack1 = alias2(alias1(depth0, "label" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = alias2(alias1(depth0, "detail" ), depth0)) != null ? stack1 : "")
    + " | "
    + ((stack1 = lookupProperty(helpers,"yen").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"amountYen"),{"name":"yen","hash":{},"data":data})) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return "|= 区分 | 計算 | 金額>\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(lookupProperty(depth0,"fee"),"lines"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + "|+ 合計 | 上の額の合計 | "
    + ((stack1 = lookupProperty(helpers,"yen").call(alias1,lookupProperty(lookupProperty(depth0,"fee"),"totalYen"),{"name":"yen","hash":{},"data":data})) != null ? stack1 : "")
    + "\n";
},"useData":true}),
  "from": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    return "@from 共同提案の代表\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "@from 共同提案者\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from-one"),depth0,{"name":"from-one","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "@from 代理人\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from-one"),lookupProperty(depth0,"agent"),{"name":"from-one","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"joint"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = container.invokePartial(lookupProperty(partials,"from-one"),depth0,{"name":"from-one","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"joint"),{"name":"each","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"agent"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "from-one": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "@from 名称　"
    + ((stack1 = alias2(alias1(depth0, "name" ), depth0)) != null ? stack1 : "")
    + "\n@from 代表者　"
    + ((stack1 = alias2(alias1(depth0, "representative" ), depth0)) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "@from 氏名　"
    + ((stack1 = container.lambda(container.strict(depth0, "name" ), depth0)) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "@from 住所　"
    + ((stack1 = container.lambda(container.strict(depth0, "address" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"representative"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.program(1, data, 0),"data":data})) != null ? stack1 : "");
},"useData":true}),
  "to": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "@to 共同提案者\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to-one"),depth0,{"name":"to-one","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "@to 代理人\n"
    + ((stack1 = container.invokePartial(lookupProperty(partials,"to-one"),lookupProperty(depth0,"agent"),{"name":"to-one","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "");
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty;

  return ((stack1 = container.invokePartial(lookupProperty(partials,"to-one"),depth0,{"name":"to-one","data":data,"helpers":helpers,"partials":partials,"decorators":container.decorators})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"joint"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"agent"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data})) != null ? stack1 : "");
},"usePartial":true,"useData":true}),
  "to-one": Handlebars.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=container.strict, alias2=container.lambda;

  return "@to "
    + ((stack1 = alias2(alias1(depth0, "name" ), depth0)) != null ? stack1 : "")
    + "\n@to "
    + ((stack1 = alias2(alias1(depth0, "representative" ), depth0)) != null ? stack1 : "")
    + "　様\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1;

  return "@to "
    + ((stack1 = container.lambda(container.strict(depth0, "name" ), depth0)) != null ? stack1 : "")
    + "　様\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty;

  return "@to "
    + ((stack1 = container.lambda(container.strict(depth0, "address" ), depth0)) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"representative"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.program(1, data, 0),"data":data})) != null ? stack1 : "");
},"useData":true}),
}
