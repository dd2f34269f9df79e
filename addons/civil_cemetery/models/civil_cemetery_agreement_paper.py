import decimal

from odoo import models

from odoo.addons.civil_base.tools.money import to_chinese_capitals


class CivilCemeteryAgreementPaper(models.AbstractModel):
    """What the papers of an agreement say (协议、安葬证、寄存证、续费单、迁出单)."""

    _name = "civil.cemetery.agreement.paper"
    _description = "Papers of an Agreement"

    def _document_values(self, kind_code):
        """Return what the papers about the single agreement say."""
        values = super()._document_values(kind_code)
        term = self.term_ids.sorted("date_from")[-1:]
        lying = self.interment_ids.filtered(lambda i: i.state in ("active", "moved"))
        values |= {
            "name": self.plot_id.display_name,
            "number": self.number or "",
            "certificate": self.certificate_number or "",
            "until": self.date_to or "",
            "renewal": term.number or "",
            "renewal_years": term.years,
            "renewal_from": term.date_from or "",
            "renewal_to": term.date_to or "",
            "renewal_fee": f"{term.fee:.2f}",
            "renewal_capitals": self._capitals(term.fee),
            "deceased": "、".join(lying.mapped("name")),
            "ended": self.ended_on or "",
            "destination": self.reburial_plot_id.display_name or self.moved_to or "",
            "reason": self.end_reason or "",
        }
        if kind_code in ("cemetery_notice", "cemetery_overdue"):
            values["addressee"] = self.holder_name
        if kind_code in ("cemetery_agreement", *self._certificate_codes()):
            values["rows"] = self._rows(kind_code)
        return values

    def _certificate_codes(self):
        return ("cemetery_certificate", "cemetery_deposit")

    def _capitals(self, amount):
        """Return an amount in Chinese capitals; amounts have cents at most."""
        return to_chinese_capitals(decimal.Decimal(f"{amount:.2f}"))

    def _rows(self, kind_code):
        """Return label and value of what a form shows, as the office writes."""
        return self.with_context(
            lang=self.env["civil.paper"]._language()
        )._translated_rows(kind_code)

    def _translated_rows(self, kind_code):
        plot, facility = self.plot_id, self.facility_id
        certificate = kind_code in self._certificate_codes()
        area = f"{plot.area:g} m²" if plot.area else "—"
        rows = [
            (self.env._("Facility"), facility.name),
            (self.env._("Address and Phone"), self._where()),
            (
                self.env._("Certificate") if certificate else self.env._("Agreement"),
                self.certificate_number if certificate else self.number,
            ),
            (self.env._("Position"), plot.code),
            (self.env._("Type and Area"), f"{plot.plot_type_id.name} {area}"),
            (self.env._("Deceased or Future User"), self.user_name or "—"),
            (self.env._("Cremation Certificate"), self.cremation_number or "—"),
            (self.env._("Holder"), self.holder_name),
            (self.env._("Identity Number"), self.identity_masked or "—"),
            (self.env._("Relation and Phone"), self._reach()),
            (self.env._("From … to"), f"{self.date_from} — {self.date_to}"),
            (self.env._("Years"), str(sum(self.term_ids.mapped("years")))),
            (
                self.env._("Price and Fee (yuan)"),
                f"{self.amount_due:.2f} ({self._capitals(self.amount_due)})",
            ),
            (self.env._("Handled by"), self.env.user.name),
        ]
        return [[label, value] for label, value in rows]

    def _where(self):
        facility = self.facility_id
        phone = facility.service_phone or facility.phone
        return " ".join(filter(None, (facility.address, phone))) or "—"

    def _reach(self):
        return " ".join(filter(None, (self.relation, self.phone))) or "—"
