from odoo import api, models


class CivilCaseHandler(models.AbstractModel):
    """What cases of a kind bring about, where that isn't data (办件处理规则).

    Addons inherit it under a name of their own (``_name = "civil.x.case"``,
    ``_inherit = ["civil.case.handler"]``) and name that model in a
    ``civil.case.kind``. The methods run with the rights of whoever takes the step.
    """

    _name = "civil.case.handler"
    _description = "Rules of a Case"

    @api.model
    def _acceptance_refusal(self, case):
        """Return why the case can't be accepted, as a sentence, or False."""
        return False

    @api.model
    def _decision_refusal(self, case):
        """Return why the case can't be put up for decision, or False.

        ``case.proposal`` says whether it is to be granted or refused.
        """
        return False

    @api.model
    def _granted(self, case):
        """Bring about what a grant means, such as a license; may raise."""

    @api.model
    def _refused(self, case):
        """Bring about what a refusal means; may raise."""

    @api.model
    def _document_values(self, case, kind_code):
        """Return further values for a document of the case."""
        return {}

    @api.model
    def _public_values(self, case):
        """Return further ``{label: value}`` that a public notice shows.

        Never identity or account numbers, illness, or an address below the village.
        """
        return {}
