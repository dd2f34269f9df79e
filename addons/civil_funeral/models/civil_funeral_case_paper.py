from odoo import fields, models

from odoo.addons.civil_base.tools.todo import today

#: Which papers the form opens, by the codes of their kinds; the newest counts.
PAPERS = {
    "order_file": ("funeral.order",),
    "storage_file": ("funeral.storage",),
    "certificate_file": ("funeral.cremation", "funeral.cremation_again"),
    "receipt_file": ("funeral.ashes", "funeral.ashes_again"),
    "deposit_file": ("funeral.deposit",),
}


class CivilFuneralCasePaper(models.Model):
    """The papers of a case: certificate, receipts, order, extension (文书)."""

    _inherit = "civil.funeral.case"

    order_file = fields.Binary(compute="_compute_papers", compute_sudo=True)
    storage_file = fields.Binary(compute="_compute_papers", compute_sudo=True)
    certificate_file = fields.Binary(compute="_compute_papers", compute_sudo=True)
    receipt_file = fields.Binary(compute="_compute_papers", compute_sudo=True)
    deposit_file = fields.Binary(compute="_compute_papers", compute_sudo=True)

    def _compute_papers(self):
        """The issued files, for whoever may see the case."""
        for case in self:
            for name, codes in PAPERS.items():
                document = case._issued_paper(codes)
                case[name] = document.attachment_id.datas

    def _issued_paper(self, codes):
        return self.env["civil.document"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("kind_id.code", "in", codes),
                ("state", "=", "issued"),
            ],
            order="id desc",
            limit=1,
        )

    def action_open_order(self):
        """Open the order of transport."""
        return self._open_paper("order_file")

    def action_open_storage(self):
        """Open the paper on the extension of the storage."""
        return self._open_paper("storage_file")

    def action_open_certificate(self):
        """Open the cremation certificate."""
        return self._open_paper("certificate_file")

    def action_open_receipt(self):
        """Open the receipt of the ashes."""
        return self._open_paper("receipt_file")

    def action_open_deposit(self):
        """Open the certificate of the deposit."""
        return self._open_paper("deposit_file")

    def _open_paper(self, name):
        self.ensure_one()
        self.check_access("read")
        document = self.sudo()._issued_paper(PAPERS[name])
        self._refuse_reasons(
            {self: not document and self.env._("such a paper hasn't been issued")}
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/{name}"
            f"?filename={document.display_name}.pdf",
            "target": "new",
        }

    def _document_values(self, kind_code):
        """What the papers of a case say; papers carry numbers in full."""
        case = self.sudo().with_context(lang="zh_CN")
        sexes = dict(case._fields["sex"]._description_selection(case.env))
        labels = dict(case._fields["placement_kind"]._description_selection(case.env))
        plain = {
            name: case[name] or "—"
            for name in (
                "deceased_name",
                "address",
                "death_cause",
                "order_number",
                "cremation_number",
                "vehicle",
                "driver",
                "carriers",
                "transport_from",
                "body_tag",
                "cabinet",
                "storage_applicant",
                "storage_reason",
                "furnace",
                "cremator",
                "host_name",
                "host_relation",
                "ashes_to",
                "ashes_relation",
                "ashes_by",
                "placement_place",
            )
        }
        return {
            **super()._document_values(kind_code),
            **plain,
            "case_number": case.name or "—",
            "sex": sexes.get(case.sex, "—"),
            "age": case._age() or "—",
            "identity": case.identity_number or "—",
            "certificate_code": case.certificate_number or "—",
            "host_identity": case.host_identity or "—",
            "home": case.home_id.name or "—",
            "placement_kind": labels.get(case.placement_kind, "—"),
            "died": _moment(case, "death_at"),
            "dispatched": _moment(case, "dispatched_at"),
            "admitted": _moment(case, "admitted_at"),
            "cremated": _moment(case, "cremated_at"),
            "ashes_given": _moment(case, "ashes_at"),
            "placed": case.placement_date or "—",
            "stored_until": case.storage_until or "—",
            "deposited_until": case.placement_until or "—",
            "first_number": case._issued_number(kind_code),
            "addressee": False,
            "organ": case.home_id.name or False,
        }

    def _age(self):
        """Full years at the death, or False."""
        born, died = self.birth_date, self.death_date
        if not born or not died:
            return False
        return died.year - born.year - ((died.month, died.day) < (born.month, born.day))

    def _issued_number(self, kind_code):
        """The number of the paper that a reissue stands for."""
        first = (
            self.env["civil.document"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("kind_id.code", "=", kind_code.removesuffix("_again")),
                    ("state", "!=", "draft"),
                ],
                order="id",
                limit=1,
            )
        )
        return first.number or "—"


def _moment(case, name):
    """A time of the case by the country's clock, as papers write it."""
    value = case[name]
    if not value:
        return "—"
    local = case.env["civil.clock"]._local(value)
    day = today(value)
    return f"{day.year}年{day.month}月{day.day}日{local:%H时%M分}"
