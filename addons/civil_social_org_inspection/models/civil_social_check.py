import uuid

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.checks import CHECKS, SOURCE

#: The states in which reports are still looked at.
LOOKED_AT = ("supervisor_review", "returned", "registrar_review")


class CivilSocialCheck(models.AbstractModel):
    """Looks through the data of a whole inspection for grounds (自动核查).

    One statement a check, however many organizations there are. What was found before
    and still holds keeps its decision; with other evidence it is to be decided again;
    what holds no more goes, or is marked where somebody had confirmed it.
    """

    _name = "civil.social.check"
    _description = "Check of Annual Reports"

    @api.model
    def _labels(self):
        """Names of the checks, as the settings show them."""
        return {
            "term_overdue": self.env._("Term of office over"),
            "net_assets_below_fund": self.env._("Net assets below the registered fund"),
            "no_activity": self.env._("No activity in the year"),
            "dues_tiers": self.env._("More tiers of dues than the number"),
            "dues_not_passed": self.env._("Dues not passed by secret ballot"),
            "dues_over_standard": self.env._("More dues collected than the standard"),
            "shared_legal_representative": self.env._("Legal representative shared"),
            "civil_servant_unapproved": self.env._(
                "Civil servant in office unapproved"
            ),
            "civil_servants_reported": self.env._("Civil servants reported unapproved"),
            "officer_age": self.env._("Officer elected above the age"),
            "officer_terms": self.env._("Officer with more terms than the number"),
            "party_missing": self.env._("Party organization missing from the number"),
            "late": self.env._("Submitted late"),
            "opening_differs": self.env._("Opening isn't last year's closing"),
            "sudden_change": self.env._("Net assets changed by more percent"),
            "branches_not_allowed": self.env._("Branches where none are allowed"),
            "change_not_registered": self.env._("Report differs from the register"),
            "rectification_open": self.env._("Earlier rectification open"),
            "figures_wrong": self.env._("Figures contradict each other"),
            "dues_differ": self.env._("Dues differ within the report"),
            "fees_not_published": self.env._("Fees not published"),
            "commendations_unapproved": self.env._("Awards without approval"),
            "not_compliant": self.env._("Breach of law stated"),
            "no_own_books": self.env._("No books of its own"),
            "charity_spending": self.env._("Charitable spending too low"),
            "charity_admin": self.env._("Administration of a charity too high"),
        }

    @api.model
    def _selection(self):
        labels = self._labels()
        return [(code, labels[code]) for code in CHECKS]

    @api.model
    def _run(self, inspection, reports=None):
        """Propose what the data of the inspection's reports show.

        :param inspection: the single inspection
        :param reports: only these of its reports; all of them if not given
        """
        self.env.flush_all()
        run = uuid.uuid4().hex
        wanted = SQL("r.inspection_id = %s", inspection.id)
        if reports is not None:
            wanted = SQL("%s AND r.id = ANY(%s)", wanted, reports.ids)
        else:
            wanted = SQL("%s AND r.state IN %s", wanted, LOOKED_AT)
        grounds = self.env["civil.social.ground"]._in_force(
            inspection.kind_id, inspection.year
        )
        for ground in grounds.filtered("check"):
            self.env.execute_query(self._upsert(ground, wanted, run))
        self._drop(wanted, run)
        self.env["civil.social.finding"].invalidate_model()
        self.env["civil.social.report"].invalidate_model(
            ["finding_ids", "open_finding_count", "confirmed_count"]
        )

    @api.model
    def _upsert(self, ground, wanted, run):
        """The statement that proposes one ground."""
        # The text is ours, from tools/checks.py; what varies goes in as parameters.
        text = CHECKS[ground.check].replace("{source}", SOURCE).replace("%", "%%")
        text = text.replace("{wanted}", "%(wanted)s")
        text = text.replace("{threshold}", "(%(threshold)s)::numeric")
        found = SQL(text, wanted=wanted, threshold=ground.threshold)
        return SQL(
            """
            INSERT INTO civil_social_finding AS t (
                report_id, inspection_id, division_id, town_id, org_id, ground_id,
                severity, state, source, value, comparison, res_model, res_id, run,
                is_gone, create_uid, create_date, write_uid, write_date
            )
            SELECT r.id, r.inspection_id, r.division_id, r.town_id, r.org_id,
                   %(ground)s, %(severity)s, 'proposed', 'data', f.value, f.comparison,
                   f.res_model, f.res_id, %(run)s, false, %(uid)s, %(now)s, %(uid)s,
                   %(now)s
              FROM (%(found)s) AS f JOIN civil_social_report r ON r.id = f.report_id
            ON CONFLICT (report_id, ground_id) DO UPDATE SET
                run = excluded.run, is_gone = false, value = excluded.value,
                comparison = excluded.comparison, res_model = excluded.res_model,
                res_id = excluded.res_id,
                state = CASE WHEN t.source = 'data'
                    AND (t.value, t.comparison)
                        IS DISTINCT FROM (excluded.value, excluded.comparison)
                    THEN 'proposed' ELSE t.state END
            RETURNING id
            """,
            ground=ground.id,
            severity=ground.severity,
            run=run,
            uid=self.env.uid,
            now=fields.Datetime.now(),
            found=found,
        )

    @api.model
    def _drop(self, wanted, run):
        """Forget what no longer holds; mark it where somebody confirmed it."""
        self.env.execute_query(
            SQL(
                """
                WITH old AS (
                    SELECT t.id, t.state FROM civil_social_finding t
                      JOIN civil_social_report r ON r.id = t.report_id
                     WHERE %(wanted)s AND t.source = 'data'
                       AND t.run IS DISTINCT FROM %(run)s
                ), marked AS (
                    UPDATE civil_social_finding t SET is_gone = true FROM old
                     WHERE old.id = t.id AND old.state = 'confirmed'
                )
                DELETE FROM civil_social_finding t USING old
                 WHERE old.id = t.id AND old.state <> 'confirmed' RETURNING t.id
                """,
                wanted=wanted,
                run=run,
            )
        )
