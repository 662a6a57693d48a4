# Makes reference.json: what R's metafor answers on published data sets, at full precision.
# Run once, by hand:  Rscript reference.R > reference.json
# Needs Debian's r-cran-metafor, r-cran-metadat and r-cran-jsonlite. The tests never run R.
# Thresholds are far below metafor's own (1e-5), so that its iterations do not limit the comparison.
suppressMessages({library(metafor); library(metadat); library(jsonlite)})
options(warn = -1)
tight <- list(threshold = 1e-12, maxiter = 10000, tol = 1e-15)

counts <- function(a, n1, c, n2) list(kind = "counts", a = a, n1 = n1, c = c, n2 = n2)
sets <- list()
add <- function(name, paper, measure, raw, year = NULL, number = NULL, group = NULL)
  sets[[length(sets) + 1]] <<- list(name = name, paper = paper, measure = measure, raw = raw,
                                    year = year, number = number, group = group)

d <- dat.bcg
raw <- counts(d$tpos, d$tpos + d$tneg, d$cpos, d$cpos + d$cneg)
for (m in c("RR", "OR", "RD")) add("dat.bcg", "Colditz and others 1994", m, raw, d$year, d$ablat, d$alloc)
d <- dat.nielweise2007
for (m in c("OR", "RD")) add("dat.nielweise2007", "Niel-Weise and others 2007", m, counts(d$ai, d$n1i, d$ci, d$n2i), d$year, d$year)
d <- dat.yusuf1985; d <- d[d$table == "6" & !is.na(d$ai), ]
add("dat.yusuf1985 table 6", "Yusuf and others 1985", "OR", counts(d$ai, d$n1i, d$ci, d$n2i))
d <- dat.hine1989; add("dat.hine1989", "Hine and others 1989", "RD", counts(d$ai, d$n1i, d$ci, d$n2i))
d <- dat.li2007; add("dat.li2007", "Li and others 2007", "OR", counts(d$ai, d$n1i, d$ci, d$n2i), d$year, d$year)
d <- dat.laopaiboon2015; add("dat.laopaiboon2015", "Laopaiboon and others 2015", "RR", counts(d$ai, d$n1i, d$ci, d$n2i), d$year, NULL, d$age)
d <- dat.hahn2001; for (m in c("OR", "RR")) add("dat.hahn2001", "Hahn and others 2001", m, counts(d$ai, d$n1i, d$ci, d$n2i))
d <- dat.collins1985b; add("dat.collins1985b", "Collins and others 1985", "OR", counts(d$pre.xti, d$pre.nti, d$pre.xci, d$pre.nci), d$year)
d <- dat.damico2009; add("dat.damico2009", "D'Amico and others 2009", "OR", counts(d$xt, d$nt, d$xc, d$nc), d$year, d$conceal)
d <- dat.linde2005; d <- d[!is.na(d$group) & !is.na(d$ai), ]; add("dat.linde2005", "Linde and others 2005", "RR", counts(d$ai, d$n1i, d$ci, d$n2i), d$year, NULL, paste0("g", d$group))
d <- dat.viechtbauer2021; add("dat.viechtbauer2021", "Viechtbauer 2021", "OR", counts(d$xTi, d$nTi, d$xCi, d$nCi), NULL, d$dose)
d <- dat.landenberger2005
add("dat.landenberger2005", "Landenberger and Lipsey 2005", "OR",
    counts(d$n.cbt.non, d$n.cbt.non + d$n.cbt.rec, d$n.ctrl.non, d$n.ctrl.non + d$n.ctrl.rec), NULL, d$sessions, as.character(d$group))
d <- dat.nielweise2008; add("dat.nielweise2008", "Niel-Weise and others 2008", "IRR", list(kind = "rates", a = d$x1i, n1 = d$t1i, c = d$x2i, n2 = d$t2i), d$year)
d <- dat.hart1999; add("dat.hart1999", "Hart and others 1999", "IRR", list(kind = "rates", a = d$x1i, n1 = d$t1i, c = d$x2i, n2 = d$t2i), d$year)
means <- function(d) list(kind = "means", m1 = d$m1i, sd1 = d$sd1i, n1 = d$n1i, m2 = d$m2i, sd2 = d$sd2i, n2 = d$n2i)
for (m in c("MD", "SMD")) add("dat.normand1999", "Normand 1999", m, means(dat.normand1999))
d <- dat.gibson2002[!is.na(dat.gibson2002$m1i), ]
for (m in c("MD", "SMD")) add("dat.gibson2002", "Gibson and others 2002", m, means(d), d$year, NULL, paste0("t", d$type))
given <- function(d) list(kind = "given", yi = as.numeric(d$yi), vi = as.numeric(d$vi))
d <- dat.raudenbush1985; add("dat.raudenbush1985", "Raudenbush 1985", "SMD", given(d), d$year, d$weeks, as.character(d$tester))
d <- dat.bangertdrowns2004; add("dat.bangertdrowns2004", "Bangert-Drowns and others 2004", "SMD", given(d), d$year, d$length)
d <- dat.hackshaw1998; add("dat.hackshaw1998", "Hackshaw 1998", "OR", given(d), d$year, NULL, as.character(d$design))
d <- dat.mcdaniel1994; add("dat.mcdaniel1994", "McDaniel and others 1994", "ZCOR", list(kind = "correlations", ri = d$ri, ni = d$ni), NULL, NULL, as.character(d$type))
d <- dat.molloy2014; add("dat.molloy2014", "Molloy and others 2014", "ZCOR", list(kind = "correlations", ri = d$ri, ni = d$ni), d$year, d$meanage)
d <- dat.cohen1981; add("dat.cohen1981", "Cohen 1981", "ZCOR", list(kind = "correlations", ri = d$ri, ni = d$ni))

effects <- function(s) with(s$raw, switch(kind,
  counts = escalc(s$measure, ai = a, n1i = n1, ci = c, n2i = n2),
  rates = escalc(s$measure, x1i = a, t1i = n1, x2i = c, t2i = n2),
  means = escalc(s$measure, m1i = m1, sd1i = sd1, n1i = n1, m2i = m2, sd2i = sd2, n2i = n2),
  correlations = escalc(s$measure, ri = ri, ni = ni),
  given = data.frame(yi = yi, vi = vi)))
line <- function(f) list(b = c(f$beta), se = f$se, stat = f$zval, p = f$pval, lb = f$ci.lb, ub = f$ci.ub)
ahead <- function(f, ...) {p <- predict(f, ...); c(p$pi.lb, p$pi.ub)}

pools <- function(e) {
  out <- list()
  for (method in c("FE", "DL", "PM", "REML")) {
    fits <- lapply(c(z = "z", knha = "knha", adhoc = "adhoc"), function(t) rma(yi, vi, data = e, method = method, test = t, control = tight))
    f <- fits$z
    one <- list(tau2 = f$tau2, I2 = f$I2, H2 = f$H2, Q = f$QE, Qp = f$QEp, weights = c(weights(f)))
    if (method == "FE") one$tests <- list(z = line(f)) else {
      ci <- confint(f, control = list(tol = 1e-15, maxiter = 10000, tau2.max = 1e6))$random[1, 2:3]
      one$tau2_ci <- as.numeric(ci)
      one$tests <- lapply(fits, line)
      one$pi <- lapply(fits, function(f) list(default = ahead(f), t1 = ahead(f, pi.type = "t"), t2 = ahead(f, pi.type = "riley")))
    }
    out[[method]] <- one
  }
  out
}
steps <- function(l) list(b = l$estimate, se = l$se, lb = l$ci.lb, ub = l$ci.ub, Q = l$Q, tau2 = l$tau2, I2 = l$I2)
regression <- function(e, x, at) lapply(list(REML_z = c("REML", "z"), REML_knha = c("REML", "knha"), REML_adhoc = c("REML", "adhoc"), DL_z = c("DL", "z"), PM_z = c("PM", "z"), FE_z = c("FE", "z")), function(how) {
  f <- rma(yi, vi, mods = ~x, data = cbind(e, x = x), method = how[1], test = how[2], control = tight)
  p <- predict(f, newmods = at, pi.type = "t")
  c(line(f), list(tau2 = f$tau2, I2 = f$I2, H2 = f$H2, QE = f$QE, QEp = f$QEp, QM = f$QM, QMp = f$QMp, R2 = f$R2,
    at = c(p$pred, p$se, p$ci.lb, p$ci.ub, p$pi.lb, p$pi.ub)))
})
grouped <- function(e, g) {
  g <- as.character(g)
  alone <- lapply(split(e, g), function(part) rma(yi, vi, data = part, control = tight))
  b <- sapply(alone, function(f) c(f$beta)); se <- sapply(alone, function(f) f$se)
  q <- rma(b, sei = se, mods = ~names(alone), method = "FE")
  common <- rma(yi, vi, mods = ~factor(g), data = e, control = tight)
  each <- rma(yi, vi, mods = ~factor(g) - 1, data = e, control = tight)
  knha <- rma(yi, vi, mods = ~factor(g), data = e, test = "knha", control = tight)
  list(names = names(alone), b = unname(b), se = unname(se), Q = q$QM, Qp = q$QMp,
    common = list(b = c(each$beta), se = each$se, tau2 = common$tau2, QM = common$QM, QMp = common$QMp, R2 = common$R2, QMF = knha$QM, QMFp = knha$QMp))
}
mh <- function(s) with(s$raw, {
  f <- if (kind == "rates") rma.mh(x1i = a, t1i = n1, x2i = c, t2i = n2, measure = "IRR")
       else rma.mh(ai = a, n1i = n1, ci = c, n2i = n2, measure = s$measure)
  c(line(f), list(Q = f$QE, Qp = f$QEp, I2 = f$I2, H2 = f$H2, MH = f$MH, MHp = f$MHp, weights = c(weights(f)))) })
filled <- function(f) lapply(c(L0 = "L0", R0 = "R0", Q0 = "Q0"), function(how) tryCatch({
  t <- trimfill(f, estimator = how, control = tight)
  list(k0 = t$k0, side = t$side, se = t$se.k0, p = t$p.k0, b = c(t$beta), seb = t$se, tau2 = t$tau2) }, error = function(e) list(failed = TRUE)))

answer <- function(s) {
  e <- effects(s); f <- rma(yi, vi, data = e, control = tight); k <- length(e$yi)
  out <- c(s, list(yi = as.numeric(e$yi), vi = as.numeric(e$vi), pools = pools(e)))
  lm1 <- regtest(f, model = "lm"); rma1 <- regtest(f)
  out$egger <- list(lm = c(lm1$zval, lm1$pval, lm1$est, lm1$ci.lb, lm1$ci.ub), rma = c(rma1$zval, rma1$pval, rma1$est, rma1$ci.lb, rma1$ci.ub))
  out$filled <- list(REML = filled(f), FE = filled(rma(yi, vi, data = e, method = "FE")))
  if (k <= 20) out$without <- steps(leave1out(f))
  if (k <= 20 && !is.null(s$year)) out$cumulative <- steps(cumul(f, order = s$year))
  if (s$raw$kind %in% c("counts", "rates")) out$mh <- mh(s)
  ok <- !is.na(s$number)
  if (!is.null(s$number)) { out$at <- median(s$number[ok]); out$regression <- regression(e[ok, ], s$number[ok], out$at) }
  if (!is.null(s$group)) out$grouped <- grouped(e, s$group)
  out
}
tails <- function() {
  p <- c(1e-10, 1e-4, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999)
  df <- c(1, 2, 3, 7, 12, 57, 400, 4999)
  g <- expand.grid(p = p, df = df)
  x <- c(0.01, 0.5, 1, 3, 12, 60, 500); u <- expand.grid(x = x, df = df)
  f <- expand.grid(x = x, df1 = c(1, 2, 5), df2 = df)
  list(quantile = list(p = g$p, df = g$df, t = qt(g$p, g$df), chi2 = qchisq(g$p, g$df)), normal = list(p = p, z = qnorm(p)),
    upper = list(x = u$x, df = u$df, t = pt(u$x, u$df, lower.tail = FALSE), chi2 = pchisq(u$x, u$df, lower.tail = FALSE)),
    normal_upper = list(x = c(-3, 0, 1, 5, 12), p = pnorm(c(-3, 0, 1, 5, 12), lower.tail = FALSE)),
    f = list(x = f$x, df1 = f$df1, df2 = f$df2, p = pf(f$x, f$df1, f$df2, lower.tail = FALSE)))
}
made <- list(made_with = paste("metafor", packageVersion("metafor"), "metadat", packageVersion("metadat"), R.version.string),
             sets = lapply(sets, answer), tails = tails())
cat(toJSON(made, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), "\n")
