from odoo import fields, models

from odoo.addons.civil_base.tools.money import to_chinese_capitals
from odoo.addons.civil_document.tools.fill import day_in_digits


class CivilEnforcementCasePaper(models.AbstractModel):
    """What the documents of a case say (执法文书); their wording is data.

    A decision on a penalty holds the six contents of article 59: the party with its
    address; facts and evidence; kind and basis of the penalty; how and until when it
    is carried out; remedies with their terms; the bureau's name and the date.
    """

    _name = "civil.enforcement.case.paper"
    _description = "Papers of Enforcement Cases"
    _inherit = ["civil.document.mixin", "civil.archive.mixin"]

    def _document_values(self, kind_code):
        """What the wordings' places stand for; texts are Chinese, as documents are."""
        values = super()._document_values(kind_code)
        case = self.with_context(lang=self.env["civil.paper"]._language())
        return {
            **values,
            **case._words_of_party(),
            **case._words_of_matter(),
            **case._words_of_course(),
            **case._words_of_sanctions(),
            "addressee": case._addressee(kind_code),
            "government": case._government(),
        }

    def _addressee(self, kind_code):
        """To whom a kind of document is addressed; papers of the file to nobody."""
        if kind_code == "enforcement.transfer":
            return self.transfer_to
        kind = self.env["civil.document.kind"]._by_code(kind_code)
        return self.party_name if kind.needs_service else False

    def _government(self):
        """The government to which reconsideration is applied for."""
        division = self.sudo().division_id
        while division.level != "district" and division.parent_id:
            division = division.parent_id
        return f"{division.name}人民政府"

    def _words_of_party(self):
        # Documents name the party wherever it lives.
        party = self._party().sudo()
        organization = self.party_type == "organization"
        return {
            "party": self.party_name,
            "address": party.address or "（未登记）",
            "identity": organization
            and f"统一社会信用代码：{party.credit_code or '（未登记）'}"
            or f"身份证件号码：{party.identity_masked or '（未登记）'}",
            "representative": organization
            and f"法定代表人（负责人）：{party.legal_representative or '（未登记）'}"
            or "",
        }

    def _words_of_matter(self):
        offence = self.offence_id
        labels = dict(self._fields["outcome"]._description_selection(self.env))
        reasons = dict(self._fields["exemption"]._description_selection(self.env))
        return {
            "case": self.name or "",
            "cause": self.summary,
            "offence": offence.name,
            "forbidden_by": offence.forbidden_by,
            "legal_basis": offence.legal_basis,
            "deed_date": self.deed_date,
            "discovered_on": self.discovered_on,
            "place": self.place or self.division_id.name,
            "facts": self.facts or "",
            "report": self.report or "",
            "outcome": labels.get(self.outcome, ""),
            "exemption": reasons.get(self.exemption, ""),
            "grounds": self.outcome_reason or "",
            "transfer_to": self.transfer_to or "",
            "evidence": self._evidence_list(),
        }

    def _evidence_list(self):
        kinds = dict(self.evidence_ids._fields["kind"]._description_selection(self.env))
        lines = [
            f"{number}．{one.name}（{kinds[one.kind]}，"
            f"{day_in_digits(one.obtained_on)}取得）"
            for number, one in enumerate(self.evidence_ids, 1)
        ]
        return "；".join(lines) + "。" if lines else "无"

    def _words_of_course(self):
        decision = self.sudo().document_ids.filtered(
            lambda d: (
                d.kind_id.code in ("enforcement.penalty_decision", "enforcement.simple")
                and d.state == "issued"
            )
        )[:1]
        return {
            "officers": "、".join(
                f"{o.name}（执法证号{o.certificate_number}）"
                for o in self.sudo().officer_ids
            ),
            "in_charge": self.user_id.name,
            "filed_on": self.filed_date and self._day_of(self.filed_date) or "",
            "notice_on": self.notice_on or "",
            "notice_served_on": self.notice_served_on or "",
            "statement": self.statement
            or self.spot_statement
            or "当事人未提出陈述、申辩意见",
            "statement_answer": self._defence_in_words(),
            "decision": decision.number or "",
            "served_on": self.served_on or "",
            "reminded_on": self.reminded_on or "",
            "closing": self.close_reason or "",
            "court": self.court_note or "",
        }

    def _defence_in_words(self):
        """What became of the party's defence and hearing, as decisions say it."""
        held = self.hearing_ids.filtered(lambda h: h.state == "held")
        words = []
        if held:
            words.append(f"本机关于{day_in_digits(held[-1].held_on)}举行了听证。")
        if self.statement:
            words.append(
                f"当事人提出陈述、申辩：{self.statement}。"
                f"经复核，本机关认为：{self.statement_answer or ''}"
            )
        elif self.waived_on:
            words.append("当事人书面放弃陈述、申辩和听证的权利。")
        elif not held:
            words.append("当事人在规定期限内未提出陈述、申辩，也未要求听证。")
        return "".join(words)

    def _words_of_sanctions(self):
        fine = self._yuan(self.fine_amount)
        lines = [
            f"{number}．{line._in_words()}"
            for number, line in enumerate(self.penalty_ids, 1)
        ]
        parts = "；".join(
            f"{day_in_digits(line.due_on)}前缴纳{line.amount:,.2f}元"
            for line in self.instalment_ids
        )
        return {
            "sanctions": "\n".join(lines) or "无",
            "fine": f"{fine:,.2f}",
            "fine_words": to_chinese_capitals(fine),
            "fine_due_on": self.fine_due_on or "",
            "payment": self._payment_in_words(fine),
            "paid": f"{self._yuan(self.paid_amount):,.2f}",
            "surcharge": f"{self._yuan(self.surcharge_amount):,.2f}",
            "outstanding": f"{self._yuan(self.outstanding_amount):,.2f}",
            "instalments": parts or "无",
            **self._terms_in_words(),
        }

    def _payment_in_words(self, fine):
        """How and until when a fine is paid, by the rules of today."""
        if not fine:
            return "本决定自送达之日起履行。"
        today = fields.Date.context_today(self)
        days = self._rule("enforcement.payment_days", today)
        rate = self._rule("enforcement.surcharge_rate", today) * 100
        return (
            f"罚款{fine:,.2f}元（大写：{to_chinese_capitals(fine)}）应当自收到本决定书之日起"
            f"{days}日内，持缴款书到指定的银行或者通过电子支付系统缴纳。到期不缴纳的，每日按"
            f"罚款数额的{rate.normalize():f}%加处罚款，加处罚款的数额不超出罚款的数额。"
        )

    def _terms_in_words(self):
        """The days and months that documents tell the party."""
        today = fields.Date.context_today(self)
        codes = (
            "hearing_request_days",
            "statement_days",
            "preservation_days",
            "reconsideration_days",
            "lawsuit_months",
            "reminder_days",
        )
        return {code: str(self._rule(f"enforcement.{code}", today)) for code in codes}
