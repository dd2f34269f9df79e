from pathlib import Path

from .desk import APRIL, MARCH

FAIL_RATE = 0.01
FILES_OF_MARCH = (
    ("head", "subsidy_standard", "standards.csv"),
    ("clerk", "cremation", "cremations_2024Q1_gbk.csv"),
    ("clerk", "destitute", "destitute_2024-03.xlsx"),
    ("clerk", "disability_roster", "disability_roster_2024-03.xlsx"),
)
FILES_OF_APRIL = (
    ("clerk", "cremation", "cremations_2024Q2_gbk.csv"),
    ("clerk", "destitute", "destitute_2024-04.xlsx"),
    ("clerk", "disability_roster", "disability_roster_2024-04.xlsx"),
)


class Subsidies:
    """Two months of the disability subsidies, each batch at another step.

    ==========  =======  ==========================================================
    month       program  left at
    ==========  =======  ==========================================================
    March       life     returned: finance reconciles it with the statement
    March       life     follow-up in draft: the clerk corrects the accounts
    March       care     closed
    March       care     follow-up under approval, reviewed: the deputy decides
    April       life     computed: the clerk looks it through
    April       care     under approval: the section head reviews
    ==========  =======  ==========================================================
    """

    def __init__(self, desk, directory):
        self.desk = desk
        self.directory = Path(directory)
        self.life = desk.env.ref("civil_subsidy.program_life")
        self.care = desk.env.ref("civil_subsidy.program_care")

    def march(self):
        """Pay the first month; return the batches to be booked."""
        desk = self.desk
        self.take(FILES_OF_MARCH, MARCH)
        life, care = (desk.compute(each, MARCH) for each in (self.life, self.care))
        for batch in life | care:
            desk.submit(batch)
            desk.approve(batch)
            desk.pay(batch, FAIL_RATE)
        desk.follow_up(life)
        again = desk.follow_up(care)
        desk.resubmit(again)
        desk.review(again)
        self.done = care
        return life | care

    def finish_march(self):
        """Reconcile and close one of the batches."""
        self.desk.close(self.done)

    def april(self):
        """Begin the second month."""
        self.take(FILES_OF_APRIL, APRIL)
        self.desk.compute(self.life, APRIL)
        self.desk.submit(self.desk.compute(self.care, APRIL))

    def take(self, files, period):
        """Import a month's files, each by whoever does it in the bureau."""
        for name, kind, filename in files:
            content = (self.directory / filename).read_bytes()
            self.desk.take(name, kind, filename, content, period)
