from odoo import SUPERUSER_ID, fields, models

#: The steps with which a decision goes out.
DECISIONS = ("grant", "refusal")


class CivilCasePaper(models.AbstractModel):
    """The documents of a case (文书): one a step, issued once, served.

    A refusal states its reasons and tells the applicant that he may ask for
    reconsideration or sue, and until when. Source: Administrative Licensing Law
    (行政许可法), articles 32, 38 and 42; Administrative Reconsideration Law
    (行政复议法), article 20; Administrative Litigation Law (行政诉讼法), article 46.
    """

    _name = "civil.case.paper"
    _description = "Papers of Cases"
    _inherit = [
        "civil.case.intake",
        "civil.document.mixin",
        "civil.archive.mixin",
    ]

    def _issue(self, step):
        """Issue the document of a step for each case, where its kind has one."""
        for case in self:
            if code := case.kind_id._document_kind(step):
                case._issue_document(code)

    def _documents_of(self, step):
        """The documents in force that a step issued for the single case."""
        code = self.kind_id._document_kind(step)
        # Whether something was issued and served decides for everybody.
        return self.sudo().document_ids.filtered(
            lambda document: document.kind_code == code and document.state == "issued"
        )

    def _void_document(self, step):
        """Void the documents of a step that is taken back."""
        reason = self.env._("The step was taken back.")
        for case in self:
            # The step, which was allowed, brings it about; the system does it.
            documents = case._documents_of(step).with_user(SUPERUSER_ID)
            if documents:
                documents.action_void(reason)

    def _served_refusal(self, step):
        """Why the document of a step can't be taken back, or False."""
        if self._documents_of(step).filtered("service_ids"):
            return self.env._("its document has left the office")
        return False

    def _unserved_refusal(self, step):
        """Why the service of a step's document isn't finished, or False."""
        for document in self._documents_of(step):
            if document.needs_service and not document.served_date:
                return self.env._(
                    "%(document)s hasn't been served yet; record its service",
                    document=document.display_name,
                )
        return False

    def _document_served(self, document):
        """Close the case with the service of its decision."""
        result = super()._document_served(document)
        reasons = self._refusal_reasons("served")
        ready = self.filtered(lambda case: not reasons[case])
        if ready:
            ready._transition("served")
        return result

    def _document_values(self, kind_code):
        clocks = self.env["civil.clock"]
        decision = self._open_clock("decision")
        days = {
            "received_day": self.papers_date,
            "decide_day": decision.limit_at,
            "promise_day": decision.promise_at or decision.limit_at,
            "correct_day": self._open_clock("correction").limit_at,
        }
        none = self.env._("None")
        return {
            **super()._document_values(kind_code),
            "case_number": self.name,
            "matter": self.kind_id.name,
            "summary": self.summary or self.kind_id.name,
            "law": self.kind_id.legal_basis or none,
            "papers": self._paper_list() or none,
            "lacking": self.notice_text or none,
            "grounds": self._ground_list() or none,
            "reason": self.ground_text or self.end_reason or none,
            "extension_reason": self.extension_reason or none,
            **self._remedy_values(),
            **{
                name: clocks._local(moment).date() if moment else none
                for name, moment in days.items()
            },
            **self.kind_id._handler()._document_values(self, kind_code),
        }

    def _remedy_values(self):
        """How long the applicant may ask for reconsideration or sue."""
        parameters = self.env["civil.parameter"]
        today = fields.Date.context_today(self)
        return {
            "reconsider_days": parameters._get("case.reconsider_days", today),
            "lawsuit_months": parameters._get("case.lawsuit_months", today),
        }

    def _paper_list(self):
        handed_in = self.material_ids.filtered(
            lambda line: line.check_result not in ("missing", "not_needed")
        )
        return "\n".join(
            f"{number}. {line.name}" for number, line in enumerate(handed_in, 1)
        )

    def _ground_list(self):
        return "\n".join(
            f"{number}. {ground.name}（{ground.legal_basis or ''}）"
            for number, ground in enumerate(self.ground_ids, 1)
        )

    # -- the archive file ------------------------------------------------------------

    def _archive_values(self):
        return {
            **super()._archive_values(),
            "retention": self.kind_id.retention,
            "group_ids": [(6, 0, self.kind_id.group_ids.ids)],
        }

    def _archive_items(self):
        """The documents, and the files of papers, letters and visits, by their day."""
        files = (
            self.material_ids.attachment_ids
            | self.consultation_ids.attachment_ids
            | self.visit_ids.photo_ids
        )
        present = super()._archive_items()
        bound = {item["attachment_id"] for item in present}
        clocks = self.env["civil.clock"]
        present += [
            {
                "name": file.name,
                "author": file.create_uid.name,
                "date": clocks._local(file.create_date).date(),
                "attachment_id": file.id,
            }
            for file in files
            if file.id not in bound
        ]
        return sorted(present, key=lambda item: str(item["date"] or ""))

    def _archive_bound(self, file):
        """Close the case when its file has been bound."""
        result = super()._archive_bound(file)
        reasons = self._refusal_reasons("archived")
        ready = self.filtered(lambda case: not reasons[case])
        if ready:
            ready._transition("archived")
        return result

    def action_archive_case(self):
        """Bind the whole course of the cases into archive files (组卷)."""
        self._refuse_reasons(self._refusal_reasons("archived"))
        for case in self:
            case._bind_archive()
        rest = self.filtered(lambda case: case.state != "archived")
        if rest:
            rest._transition("archived")
