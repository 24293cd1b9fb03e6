import { BarChart } from '@mantine/charts';
import { grouped } from '../../parts/money-words.ts';
import classes from './Dashboard.module.css';

export interface BarSeries {
  readonly name: string;
  readonly label: string;
  readonly color: string;
}

interface Props {
  /** What the picture shows, for those who don't see it; the figures are in the table beneath. */
  readonly label: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  /** The key of a row that names its bar. */
  readonly nameKey: string;
  readonly series: readonly BarSeries[];
  /** Said for the series together, where they are several. */
  readonly legend?: string;
}

const ROW = 34;
const AXIS = 36;

/** Bars that lie, stacked where there are several series: a picture of the table that goes with it. */
export function Bars({ label, rows, nameKey, series, legend }: Props) {
  return (
    <div className={classes.chart}>
      {legend && (
        <ul className={classes.legend} aria-label={legend}>
          {series.map((one) => (
            <li key={one.name}>
              <span className={classes.swatch} style={{ background: one.color }} aria-hidden />
              {one.label}
            </li>
          ))}
        </ul>
      )}
      <div role="img" aria-label={label}>
        <BarChart
          h={rows.length * ROW + AXIS}
          data={rows.map((row) => ({ ...row }))}
          dataKey={nameKey}
          series={series.map((one) => ({ ...one }))}
          type="stacked"
          orientation="vertical"
          gridAxis="y"
          tickLine="none"
          withTooltip={false}
          maxBarWidth={18}
          barChartProps={{ accessibilityLayer: false, margin: { left: 0, right: 8 } }}
          barProps={{ isAnimationActive: false }}
          xAxisProps={{ allowDecimals: false, tickFormatter: (value: number) => grouped(String(value)) }}
          yAxisProps={{ width: 132, interval: 0 }}
        />
      </div>
    </div>
  );
}
