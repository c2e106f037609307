/** First and last names by language; the people made of them do not exist. */
export type NameList = { first: readonly string[]; last: readonly string[] };

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/);
}

/** Common names, enough of each that a generated shop can do without two people of one name. */
export const NAMES = {
  english: {
    first: words(`
      Ava Noah Mia Liam Ella Owen Grace Lucas Chloe Henry Zoe Caleb Ruby Miles Hazel Jonah Nora Felix Iris Theo Amara
      Jasper Willa Marcus Tessa Andre Leah Desmond Priya Kenji Alice Bruno Cora Dylan Eliza Finn Georgia Harris Imogen
      Jude Kayla Leon Maeve Nathan Opal Patrick Quinn Rosa Simon Thea Uma Victor Wren Xavier Yasmin Zane Beth Callum
      Daphne Elliot Fiona Gavin Heidi Isaac Joy Keira Logan Molly Neil Olive Peter Rachel Silas Tara Vincent Wendy`),
    last: words(`
      Carter Bennett Hughes Foster Reed Palmer Brooks Hayes Sutton Marsh Lowe Barrett Doyle Finch Wells Chandler Okafor
      Nakamura Rivera Patel Whitaker Sloan Pruitt Ashby Calloway Dalton Abbott Barlow Carver Drake Ellison Farrow
      Gallagher Holloway Ingram Jarvis Keating Langley Mercer Norris Osborne Prescott Quigley Rowland Sinclair Thornton
      Upton Vaughn Walters Yates Archer Beckett Cole Daniels Everett Fleming Grant Hudson Irwin Jennings Kemp Lawson
      Mason Nash Oakley Perry Ramsey Shaw Tucker Underwood Vance Warner Young Bishop Clarke Dixon`),
  },
  german: {
    first: words(`
      Lena Jonas Mia Paul Emma Felix Hanna Lukas Clara Moritz Greta Anton Ida Jakob Frieda Emil Aylin Timo Anna Ben
      Charlotte David Elisa Finn Helena Ilja Johanna Karl Laura Matteo Nele Oskar Pia Rafael Sarah Theo Ulrike Valentin
      Wiebke Yusuf Antonia Bastian Carla Dominik Eva Fabian Gesa Henrik Isabel Jan Katja Leon`),
    last: words(`
      Brandt Vogel Keller Seidel Lorenz Engel Krause Hartmann Winkler Busch Ziegler Arnold Pohl Yildiz Albrecht Beck
      Conrad Dietrich Ebert Fuchs Graf Herzog Jansen Kaiser Lang Maurer Neumann Otto Peters Roth Sauer Thiel Ulrich
      Voigt Wagner Bauer Franke Haas Jung Kuhn Ludwig Martin Nowak Paulsen Richter Schuster Stein Vetter Weiss Winter
      Zimmermann Heller`),
  },
  french: {
    first: words(`
      Camille Hugo Manon Louis Jade Jules Chloé Adam Inès Théo Léa Gabriel Zoé Arthur Nadia Rémi Alice Basile Clara
      Denis Élise Fabien Gaëlle Henri Irène Jean Karim Lucie Mathis Noémie Olivier Pauline Quentin Rose Samuel Thomas
      Valérie William Yvonne Antoine Brigitte Cédric Diane Émile Flora Gilles Hélène Ismaël Judith Luc Margot Nicolas`),
    last: words(`
      Moreau Lambert Fontaine Chevalier Garnier Perrin Marchand Dumas Leclerc Besson Renaud Colin Benali Aubert Blanchet
      Carpentier Delorme Estève Faure Gauthier Hamel Imbert Joly Kessler Lefort Masson Noël Olivier Picard Quentin
      Roussel Simonet Tessier Vasseur Weber Arnaud Bouvier Charpentier Dubois Faucher Girard Huet Jacquet Laurent
      Mercier Navarro Pasquier Rolland Savary Thibault Valentin Vidal`),
  },
  dutch: {
    first: words(`
      Sanne Daan Lotte Bram Fleur Sem Noor Thijs Eva Ruben Femke Milan Anouk Bas Carlijn Dirk Esmee Floris Gijs Hanneke
      Ilse Joris Karin Lars Maud Niels Otto Pien Rik Saskia Teun Ursula Vera Wouter Yara Arjen Britt Coen Demi Evert
      Fenna Guus Hidde Iris Jasmijn Koen Liselot Mees Nina Olaf Pim Roos`),
    last: words(`
      Bakker Visser Smit Mulder Bosman Kuipers Vermeer Postma Hoekstra Dekker Aalbers Brouwer Claassen Driessen Evers
      Faber Groen Hendriks Ivens Jacobs Koster Linders Maas Nauta Oosting Prins Reinders Schouten Timmer Verhoeven
      Wolters Zijlstra Blom Dijkstra Gerritsen Huisman Jonker Kok Lammers Meijer Nijhof Peeters Roos Scholten Terpstra
      Veenstra Willems Boersma Cramer Drost Hofman Kramer`),
  },
  swedish: {
    first: words(`
      Alva Elias Maja Oskar Elsa Viggo Linnea Axel Saga Nils Freja Love Astrid Björn Cecilia David Ebba Filip Greta
      Hugo Ida Jonas Karin Ludvig Märta Noel Olle Petra Rasmus Stina Tove Ulf Vera William Ylva Albin Birgitta Carl
      Disa Erik Fanny Gustav Hedda Isak Jenny Klara Lovisa Malte Nora Otto Signe Tage`),
    last: words(`
      Lindqvist Holm Sandberg Nyström Ekdahl Forsberg Wallin Åkesson Berglund Norén Ahlgren Boström Cederholm Dahlberg
      Engström Fransson Gustafsson Hedlund Isaksson Jonsson Kjellberg Lindholm Malm Nordin Olofsson Palm Qvist Rosén
      Sjöberg Thorell Ulfsson Vikström Wikander Öberg Alm Blom Dahl Ek Falk Granath Hallberg Jansson Kron Lundin Melin
      Nyberg Persson Rydberg Strand Törn Viklund Westman`),
  },
  italian: {
    first: words(`
      Giulia Marco Sofia Luca Chiara Matteo Elena Davide Marta Nico Alice Bruno Camilla Dario Emma Fabio Giorgia Ivan
      Lara Michele Nadia Orlando Paola Raffaele Sara Tommaso Ugo Valeria Walter Zaira Anna Bianca Claudio Daniela Enzo
      Flavia Gianni Irene Lorenzo Miriam Noemi Ottavia Pietro Rita Simone Teresa Umberto Viola Alba Carlo Diana Elio`),
    last: words(`
      Conti Marino Greco Fontana Caruso Ferrara Barbieri Lombardi Serra Galli Amato Basile Caputo De_Luca Esposito Ferri
      Gatti Izzo Leone Mancini Neri Orlando Palmieri Quaranta Rinaldi Sala Testa Usai Vitale Zanetti Bruno Coppola
      Donati Fiore Grassi Landi Martini Negri Pagano Riva Sanna Trevisan Villa Bianchi Costa Dossi Fabbri Gentile Longo
      Monti Parisi Rossetti`).map((name) => name.replace('_', ' ')),
  },
} as const satisfies Record<string, NameList>;

/** Share of a whole turn by which consecutive numbers are kept far apart in the list of combinations. */
const GOLDEN = 0.618_034;

/**
 * A first and a last name for the person of a number: no two numbers share them until every combination of the list
 * has been given. Neighbouring numbers look nothing alike.
 */
export function nameOf({ first, last }: NameList, number: number): { firstName: string; lastName: string } {
  const combinations = first.length * last.length;
  const place = (number * coprimeStep(combinations)) % combinations;
  const firstName = first[place % first.length];
  const lastName = last[Math.floor(place / first.length)];
  if (!firstName || !lastName) throw new RangeError('A list of names is empty.');
  return { firstName, lastName };
}

function coprimeStep(combinations: number): number {
  let step = Math.max(1, Math.floor(combinations * GOLDEN));
  while (greatestDivisor(step, combinations) !== 1) step++;
  return step;
}

function greatestDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestDivisor(right, left % right);
}
